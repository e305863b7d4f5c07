import { describe, expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import type { RunConfigInput } from '../../config/run-config';
import { COLUMNS, count, encoded, messages, ORDERED, ROLES } from '../encode/clicks.test-helper';
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
      /^split\.timeColumn: "a" in column "item", row 1 below the header, is neither a number nor a date/,
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

  test('stratified: each part has its share of each domain’s positive and negative rows', () => {
    const many = Object.fromEntries(Object.entries(COLUMNS).map(([name, texts]) => [name, Array.from({ length: 20 }, () => texts).flat()]));
    const data = encoded(many, { split: { ratios: [0.5, 0.25, 0.25], stratify: true } }, undefined);
    // Of each site 120 rows, 40 of them positive.
    const each = (share: number) => ({ rows: 240 * share, positives: 80 * share, domains: [1, 2].map(() => ({ rows: 120 * share, positives: 40 * share })) });
    expect(data.facts).toMatchObject({ train: each(0.5), val: each(0.25), test: each(0.25), fields: 1, unseen: [], outside: [] });
  });

  test('by users, and the last of each user', () => {
    const user = count.map((i) => 'pqrs'[i % 4] as string);
    const input = (split: RunConfigInput['split']): RunConfigInput => ({ split, data: { group: 'user' } });
    const users = parts(encoded({ ...COLUMNS, user }, input({ userRatios: [0.5, 0.25, 0.25] }), undefined)).map(
      (rows) => new Set(rows.map((row) => user[row as number])),
    );
    expect(users.map((part) => part.size)).toEqual([2, 1, 1]);
    expect(new Set(users.flatMap((part) => [...part]))).toEqual(new Set(user));
    // Times fall, so the first rows of the file are the last.
    expect(parts(encoded({ ...COLUMNS, user }, input({ lastOfUser: 'time' }), undefined))).toEqual([
      [8, 9, 10, 11],
      [4, 5, 6, 7],
      [0, 1, 2, 3],
    ]);
  });

  test('rows that a split by column says nothing of are in no part, and rows without a time are the oldest: that is told', () => {
    const part = COLUMNS.part.map((text, i) => (i === 0 ? 'later' : text));
    const data = encoded({ ...COLUMNS, part }, { split: { column: 'part' } }, undefined);
    expect(parts(data)[0]).toEqual(count.slice(1, 8));
    expect(messages(data)).toContain('split.column: 1 row is in no part, because the value in "part" means none.');
    const time = COLUMNS.time.map((text, i) => (i === 0 ? 'NaN' : text));
    const timed = encoded({ ...COLUMNS, time }, { split: { timeColumn: 'time', ratios: [0.5, 0.25, 0.25] } }, undefined);
    expect(parts(timed)[0]).toEqual([0, 11, 10, 9, 8, 7]);
    expect(messages(timed)).toContain('split.timeColumn: 1 row without a time counts as the oldest.');
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
