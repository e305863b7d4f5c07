import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseTrainArguments, toWrite } from './arguments';
import { checkToWrite, makeFolder, sayWritten } from './to-write';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamur-write-'));
  writeFileSync(join(folder, 'file'), '');
  mkdirSync(join(folder, 'inner'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const FILES = ['out', 'weights', 'predictions', 'split-rows', 'encoding', 'torch', 'onnx', 'scores'];
const asked = (...args: string[]) => checkToWrite(toWrite(parseTrainArguments(args)));

test.each(FILES)('--%s is refused where its folder is not there', (name) => {
  const scored = name === 'scores' ? ['--score', 'new.csv'] : [];
  expect(() => asked(...scored, `--${name}`, join(folder, 'none', 'x'))).toThrow(
    new RegExp(`^--${name}: there is no folder .*none for .*none.x\\. Make the folder, or name a file in one that is there\\.$`),
  );
  expect(() => asked(...scored, `--${name}`, join(folder, 'x'))).not.toThrow();
  expect(() => asked(...scored, `--${name}`, join(folder, 'file'))).not.toThrow();
});

test('a file is no folder, and a folder is no file', () => {
  expect(() => asked('--out', join(folder, 'file', 'x'))).toThrow(/^--out: .*file is a file, so that .*x cannot be in it\. /);
  expect(() => asked('--out', join(folder, 'file', 'x', 'y'))).toThrow(/^--out: there is no folder .*x for .*y\. /);
  expect(() => asked('--weights', join(folder, 'inner'))).toThrow(/^--weights: .*inner is a folder\. Name a file/);
});

test('what is written beside a file is asked for too', () => {
  mkdirSync(join(folder, 'm.encoding.json'));
  expect(() => asked('--onnx', join(folder, 'm.onnx'))).toThrow(/^--onnx: .*m\.encoding\.json is a folder/);
  const scores = (args: string[]) => toWrite(parseTrainArguments(args)).map(({ path }) => path);
  expect([scores([]), scores(['--score', 'new.csv'])]).toEqual([[], ['scores.csv']]);
});

test('what was written is said with its size', () => {
  writeFileSync(join(folder, 'file'), 'x'.repeat(1234));
  expect(sayWritten(join(folder, 'file'))).toBe(`Wrote ${join(folder, 'file')}: 1,234 bytes.`);
});

test('a folder is made with those on the way to it', () => {
  makeFolder(join(folder, 'a', 'b'), '--out');
  expect(existsSync(join(folder, 'a', 'b'))).toBe(true);
  expect(() => makeFolder(join(folder, 'file', 'b'), '--out')).toThrow(/^--out: the folder .*b cannot be made \(ENOTDIR.*\)\. Name another folder\.$/);
  expect(() => makeFolder(join(folder, 'file'), '--out')).toThrow(/^--out: .*file is a file, and a folder is needed\. Name another folder\.$/);
});

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('where nothing may be written, it is said (root may write anywhere)', () => {
  chmodSync(join(folder, 'inner'), 0o500);
  expect(() => asked('--out', join(folder, 'inner', 'x'))).toThrow(/^--out: the folder .*inner may not be written to \(EACCES/);
  chmodSync(join(folder, 'file'), 0o400);
  expect(() => asked('--out', join(folder, 'file'))).toThrow(/^--out: the file .*file may not be written to/);
  chmodSync(join(folder, 'inner'), 0o700);
});
