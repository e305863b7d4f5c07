import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { goldensIn } from './goldens.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'hamur-goldens-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function folderOf(name: string, files: Record<string, unknown>): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const OF_AUTHORS = { model: 'Mlp_2_Layer', state: {} };
const OF_COLLECTION = { model: { class: 'MMOE' }, state: {} };
const OF_METRICS = { cases: [] };

test('both kinds are told apart by what they hold, in a folder and in those within it', () => {
  const folder = folderOf('both', {
    'z.json': OF_AUTHORS,
    'MMOE.json': OF_AUTHORS,
    'any name.json': OF_COLLECTION,
    'within/deep/Mlp_2_Layer.json': OF_COLLECTION,
    'metrics.json': OF_METRICS,
    'README.md': 'not read',
  });
  expect(goldensIn(folder, true)).toEqual({
    folder,
    given: true,
    authors: { 'MMOE.json': OF_AUTHORS, 'metrics.json': OF_METRICS, 'z.json': OF_AUTHORS },
    publicCode: { 'any name.json': OF_COLLECTION, 'within/deep/Mlp_2_Layer.json': OF_COLLECTION },
  });
});

test('one file is enough; JSON of another kind beside it is not passed over', () => {
  expect(goldensIn(folderOf('alone', { 'a.json': OF_COLLECTION }), true)).toMatchObject({ authors: {}, publicCode: { 'a.json': OF_COLLECTION } });
  expect(goldensIn(folderOf('other', { 'a.json': OF_COLLECTION, 'b.json': { model: 'x' } }), true).authors).toEqual({ 'b.json': { model: 'x' } });
});

test('a folder that is not there, or without a golden, is refused; so is a file that is no JSON', () => {
  expect(() => goldensIn(join(scratch, 'none'), true)).toThrow(/^There is no folder .*none\. GOLDENS_DIR names a folder with files of numbers/);
  expect(() => goldensIn(folderOf('empty', {}), true)).toThrow(/^There is no golden in .*empty\. GOLDENS_DIR/);
  const strangers = { 'a.json': [1, 2], 'b.json': 'null', 'c.json': { model: 'x' }, 'd.txt': JSON.stringify(OF_AUTHORS) };
  expect(() => goldensIn(folderOf('strangers', strangers), true)).toThrow(/^There is no golden in .*strangers\./);
  expect(() => goldensIn(folderOf('broken', { 'a.json': OF_AUTHORS, 'b.json': '{' }), true)).toThrow(/broken.b\.json cannot be read as JSON: /);
});
