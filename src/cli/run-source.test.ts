import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { foldersOf, readSource, rowsFileOf } from './run-source';

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-source-'));
  for (const name of ['weights', 'runs', 'here', 'weights/NL']) mkdirSync(at(name));
  for (const name of ['weights/dot.csv', 'weights/NL/a.csv', 'here/dot.csv', 'here/b.csv', 'here/split.json', 'runs/run.csv']) writeFileSync(at(name), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

const paths = (source: ReturnType<typeof readSource>) => ('files' in source ? source.files.map(({ path }) => path) : []);

test('what weights name is looked for beside them, then in the current folder', () => {
  const from = at('weights', 'w.safetensors');
  expect(foldersOf({ from }, {})).toEqual({ data: [at('weights'), process.cwd()], rows: [at('weights'), process.cwd()] });
  const folders = [at('weights'), at('here')];
  expect(paths(readSource(undefined, { data: { source: { file: 'dot.csv' } } }, folders))).toEqual([at('weights', 'dot.csv')]);
  const several = { data: { source: { files: [{ name: 'NL/a.csv' }, { name: 'b.csv' }] } } };
  expect(paths(readSource(undefined, several, folders))).toEqual([at('weights', 'NL', 'a.csv'), at('here', 'b.csv')]);
  expect(rowsFileOf({ split: { rowsFile: 'split.json' } }, folders)).toBe(at('here', 'split.json'));
  expect(rowsFileOf({ split: { ratios: [0.8, 0.1, 0.1] } }, folders)).toBeUndefined();
});

test('what a configuration names lies in its folder, with weights too', () => {
  const args = { from: at('weights', 'w.safetensors'), config: at('runs', 'run.json') };
  const said = { data: { source: { file: 'run.csv' } } };
  expect(foldersOf({ config: args.config }, {})).toEqual({ data: [at('runs')], rows: [at('runs')] });
  const folders = foldersOf(args, said);
  expect(folders).toEqual({ data: [at('runs')], rows: [at('weights'), process.cwd()] });
  expect(paths(readSource(undefined, said, folders.data))).toEqual([at('runs', 'run.csv')]);
  expect(foldersOf(args, { split: { rowsFile: 'split.json' } }).rows).toEqual([at('runs')]);
  expect(foldersOf({}, {}).data).toEqual([process.cwd()]);
});

test('a file that is nowhere: every place is named, once', () => {
  const folders = [at('weights'), at('here'), at('here')];
  expect(() => readSource(undefined, { data: { source: { file: 'none.csv' } } }, folders)).toThrow(
    `data.source.file: there is no file ${at('weights', 'none.csv')}, and no ${at('here', 'none.csv')}. Put it there, or name the data with --data.`,
  );
  expect(() => rowsFileOf({ split: { rowsFile: 'weights' } }, [folder])).toThrow(/^split\.rowsFile: there is no file .*weights\. Check the path\.$/);
});
