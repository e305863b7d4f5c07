import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { parseRowNumbers } from '../../data/split/row-numbers';
import { parseSplitArguments } from '../split-arguments';
import { KEPT_SPLIT_NAMES, KEPT_SPLITS, writeKeptSplit } from './kept-splits';
import { sameSplit } from './same-split';

const scratch = mkdtempSync(join(tmpdir(), 'hamur-kept-splits-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const SIZES = { 'ml-100k': { train: 80_000, val: 10_000, test: 10_000 }, 'ml-1m': { train: 800_167, val: 100_021, test: 100_021 } };

test.each(KEPT_SPLIT_NAMES)('%s is written as runs read it, plain or packed: every row once', async (name) => {
  const [plain, packed] = [join(scratch, `${name}.json`), join(scratch, `${name}.json.GZ`)];
  expect(writeKeptSplit(name, plain)).toEqual(SIZES[name]);
  const text = readFileSync(plain, 'utf8');
  expect(createHash('sha256').update(text).digest('hex')).toBe(KEPT_SPLITS[name].sha256);
  const { train, val, test: tested } = await parseRowNumbers(new File([text], 'split.json'));
  const rows = SIZES[name].train + SIZES[name].val + SIZES[name].test;
  const all = Int32Array.from([...train, ...val, ...tested]).sort();
  expect(all).toHaveLength(rows);
  expect(all.every((row, i) => row === i)).toBe(true);
  if (name === 'ml-1m') return;
  writeKeptSplit(name, packed);
  expect(gunzipSync(readFileSync(packed)).toString()).toBe(text);
});

test('the page of measurements says which they are', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'measurements.md'), 'utf8');
  for (const name of KEPT_SPLIT_NAMES) expect(page).toContain(`| \`${KEPT_SPLITS[name].sha256}\` |`);
});

test('the order of MovieLens-100K is kept', async () => {
  const { val, test: tested } = await parseRowNumbers(new File([KEPT_SPLITS['ml-100k'].text()], 'split.json'));
  expect([...val.slice(0, 4)]).toEqual([2248, 79_665, 75_278, 63_379]);
  expect([...tested.slice(0, 4)]).toEqual([66_427, 22_361, 32_496, 33_745]);
});

test('a split that has changed is refused', () => {
  expect(sameSplit('A', '{}', '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')).toBe('{}');
  expect(() => sameSplit('A', '{ }', '44136fa3')).toThrow(/^The split of A has changed: its SHA-256 is [0-9a-f]{64}, not 44136fa3\.$/);
});

test.each([
  [[], /which split to write is not said\. Choose ml-100k or ml-1m\.$/],
  [['ml-2m', 'a.json'], /there is no split "ml-2m"\. Choose ml-100k or ml-1m\.$/],
  [['ml-1m'], /where to write the split is not said\. Name a file, such as ml-1m-split\.json\.$/],
  [['ml-1m', 'a.json', 'b.json'], /"b\.json" is one argument too many/],
  [['ml-1m', 'a.json', '--gzip'], /Unknown option '--gzip'/],
])('%j is refused', (args, message) => expect(() => parseSplitArguments(args)).toThrow(message));

test('the arguments name split and file', () => {
  expect(parseSplitArguments(['ml-1m', 'a.json'])).toEqual({ name: 'ml-1m', out: 'a.json' });
  expect(parseSplitArguments(['ml-1m', '--help'])).toBeUndefined();
});
