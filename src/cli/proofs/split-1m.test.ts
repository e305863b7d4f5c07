import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitRows } from '../../data/split/split';
import { packParts, ROWS_1M, rowsFile1m, SEED_1M, SPLIT_1M_SHA256, unpackParts } from './split-1m';

const FILE = join(import.meta.dirname, '..', '..', '..', 'bench', 'ml-1m-split.gz');

test('packing a split and taking it out again gives each part in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 40 }), (parts) => {
      const rowsIn = (part: number) => Int32Array.from(parts.flatMap((each, row) => (each === part ? [row] : [])));
      const split = { train: rowsIn(0), val: rowsIn(1), test: rowsIn(2) };
      expect(unpackParts(packParts(split), parts.length)).toEqual(split);
    }),
  );
});

test('the kept file is small, and the split that its recipe draws', () => {
  expect(statSync(FILE).size).toBeLessThan(150_000);
  const noColumn = () => {
    throw new Error('no column is asked for');
  };
  const all = Int32Array.from({ length: ROWS_1M }, (_, row) => row);
  const rows = {
    table: { name: 'ml-1m', rows: ROWS_1M },
    columnOf: noColumn,
    isMissing: noColumn,
    sourceRows: all,
    labels: new Uint8Array(ROWS_1M),
    domainIds: new Int32Array(ROWS_1M),
    domains: 1,
  };
  const drawn = splitRows(rows, { ratios: [0.8, 0.1, 0.1], seed: SEED_1M }, 1, undefined, []);
  expect(Buffer.compare(gunzipSync(readFileSync(FILE)), packParts(drawn))).toBe(0);
});

test('a run gets the same file of row numbers each time: every row once, 8:1:1', () => {
  const text = rowsFile1m();
  expect(createHash('sha256').update(text).digest('hex')).toBe(SPLIT_1M_SHA256);
  const parts: Record<'train' | 'val' | 'test', number[]> = JSON.parse(text);
  expect([parts.train, parts.val, parts.test].map(({ length }) => length)).toEqual([800_167, 100_021, 100_021]);
  const seen = new Uint8Array(ROWS_1M);
  for (const part of Object.values(parts)) for (const row of part) seen[row] = (seen[row] as number) + 1;
  expect(seen.every((times) => times === 1)).toBe(true);
  // Neighbours in the table are one user's; a batch of test rows should not be.
  expect(parts.test.slice(0, 1000).filter((row, i) => row > (parts.test[i + 1] as number)).length).toBeGreaterThan(400);
});
