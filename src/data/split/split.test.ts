import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import type { RunConfigInput } from '../../config/run-config';
import { COLUMNS, count, encoded, ORDERED, ROLES } from '../encode/clicks.test-helper';
import { encode } from '../encode/encode';
import type { EncodedData } from '../encode/encoded-data';
import type { Table } from '../table/table';
import { tableOf } from '../test-helpers';
import type { RowNumbers } from './row-numbers';

describe('splits', () => {
  const parts = ({ split, sourceRows }: EncodedData) =>
    (['train', 'val', 'test'] as const).map((part) => Array.from(split[part], (position) => sourceRows[position]));

  test('shares with a seed: every row once, the same for one seed', () => {
    const input: RunConfigInput = { split: { ratios: [0.5, 0.25, 0.25] } };
    const [first, again, other] = [input, input, { ...input, seed: 2 }].map((each) => parts(encoded(COLUMNS, each, undefined)));
    expect(first?.map((part) => part.length)).toEqual([6, 3, 3]);
    expect(first?.flat().sort((a, b) => (a as number) - (b as number))).toEqual(count);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    // A seed of the split's own keeps the split when the run's seed changes.
    const own = { split: { ratios: [0.5, 0.25, 0.25] as [number, number, number], seed: 9 } };
    expect(parts(encoded(COLUMNS, { ...own, seed: 1 }, undefined))).toEqual(parts(encoded(COLUMNS, { ...own, seed: 2 }, undefined)));
  });

  test('by time: the oldest train, the newest test; dates too', () => {
    const time = encoded(COLUMNS, { split: { timeColumn: 'time', ratios: [0.5, 0.25, 0.25] } }, undefined);
    expect(parts(time)).toEqual([
      [11, 10, 9, 8, 7, 6],
      [5, 4, 3],
      [2, 1, 0],
    ]);
    const dates = { ...COLUMNS, time: count.map((i) => `2023-10-${String(28 - i)}`) };
    expect(parts(encoded(dates, { split: { timeColumn: 'time', ratios: [0.5, 0.25, 0.25] } }, undefined))).toEqual(parts(time));
    expect(() => encoded(COLUMNS, { split: { timeColumn: 'item' } }, undefined)).toThrow(
      /^split\.timeColumn: "a" in column "item", row 1, is neither a number nor a date/,
    );
  });

  test('by a column: usual names, whatever their case, or named values', () => {
    const wanted = [count.slice(0, 8), [8, 9], [10, 11]];
    expect(parts(encoded(COLUMNS, { split: { column: 'part' } }, undefined))).toEqual(wanted);
    expect(parts(encoded(COLUMNS, { split: { column: 'price', train: '< 8', val: '8..9', test: '>= 10' } }, undefined))).toEqual(wanted);
    const letters = { ...COLUMNS, part: count.map((i) => (i < 8 ? 'A' : i < 10 ? 'B' : 'C')) };
    expect(parts(encoded(letters, { split: { column: 'part', train: 'A', val: 'B', test: 'C' } }, undefined))).toEqual(wanted);
    expect(() => encoded(COLUMNS, { split: { column: 'item' }, data: { sparse: ['site'] } }, undefined)).toThrow(/^split: no row is left for train\. /);
  });

  test('by row numbers: their order in val and test is kept', () => {
    expect(parts(encoded(COLUMNS))).toEqual([count.slice(0, 8), [9, 8], [11, 10]]);
    const rows = (change: Partial<RowNumbers>) => ({ ...ORDERED, ...change });
    expect(() => encoded(COLUMNS, {}, rows({ test: Int32Array.of(10, 12) }))).toThrow(
      /^split\.json, test\[1\]: row 12 is not in rows\.csv, which has 12 rows\. /,
    );
    expect(() => encoded(COLUMNS, {}, rows({ test: Int32Array.of(10, 8) }))).toThrow(/^split\.json, test\[1\]: row 8 is also in val\[1\]\. /);
    const config = completeRunConfig({ split: { rowsFile: 'split.json' } }, ROLES);
    expect(() => encode(tableOf(COLUMNS) as Table, config)).toThrow(/^split\.rowsFile: the file of row numbers "split\.json" is not open\. /);
  });
});
