import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { KEPT_SPLITS } from './kept-splits';
import { movielensFiles } from './movielens-files';

const scratch = mkdtempSync(join(tmpdir(), 'hamur-movielens-files-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function folder(name: string, files: string[]): string {
  const path = join(scratch, name);
  mkdirSync(path);
  for (const file of files) writeFileSync(join(path, file), '');
  return path;
}

test('a joined table is found in the first folder that has it, else its published files, all in one folder', () => {
  const [part, published, joined, again] = [
    folder('part', ['u.data', 'u.user', 'users.dat']),
    folder('published', ['u.data', 'u.user', 'u.item', 'u.genre']),
    folder('joined', ['ml-100k.csv.gz']),
    folder('again', ['ml-100k.csv.gz']),
  ];
  const of = (...folders: string[]) => movielensFiles(folders, scratch)('ml-100k.csv.gz');
  expect(of(published, joined, again)).toEqual([join(joined, 'ml-100k.csv.gz')]);
  expect(of(part, published)).toEqual(['u.data', 'u.user', 'u.item'].map((name) => join(published, name)));
  expect(of(part)).toBeUndefined();
  expect(movielensFiles([part, published], scratch)('ml-1m.csv')).toBeUndefined();
  expect(movielensFiles([part, published], scratch)('u.genre')).toEqual([join(published, 'u.genre')]);
});

test('a kept split needs no folder, and one of its name in a folder does not take its place', () => {
  const other = folder('other', ['ml-100k-split.json.gz']);
  const [path, ...more] = movielensFiles([other], scratch)('ml-100k-split.json.gz') ?? [];
  expect([path, more]).toEqual([join(scratch, 'ml-100k-split.json.gz'), []]);
  expect(gunzipSync(readFileSync(path as string)).toString()).toBe(KEPT_SPLITS['ml-100k'].text());
});
