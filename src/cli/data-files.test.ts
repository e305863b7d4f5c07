import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataFiles } from './data-files';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-data-'));
  for (const path of ['NL/train.csv', 'US/train.csv', 'US/.hidden', 'users.csv']) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), 'a,b');
  }
  mkdirSync(join(folder, 'empty'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const names = (...paths: string[]) =>
  dataFiles(
    paths.map((path) => join(folder, path)),
    '--data',
  ).map(({ name }) => name);

test('files by their names, a folder by all that is in it', () => {
  expect(names('users.csv')).toEqual(['users.csv']);
  expect(names('NL/train.csv', 'US/train.csv', 'users.csv')).toEqual(['NL/train.csv', 'US/train.csv', 'users.csv']);
  expect(names('US')).toEqual(['US/train.csv']);
});

test('what is not there is named', () => {
  expect(() => names('users.csv', 'nothing.csv')).toThrow(/^--data: there is no file .*nothing\.csv\. Check the path\.$/);
  expect(() => names('users.csv/inner.csv')).toThrow(/^--data: there is no file .*inner\.csv\. Check the path\.$/);
  expect(() => names('empty')).toThrow(/holds no file/);
});
