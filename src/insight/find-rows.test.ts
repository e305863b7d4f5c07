import { expect, test } from 'vitest';
import type { EncodedData, Table } from '../data/types';
import { findRows } from './find-rows';

/** Six rows of the table, of which the model was given all but row 2. */
const TABLE = { columns: [{ name: 'n', codes: Int32Array.of(0, 1, 0, 1, 0, 1), values: ['5', '7'] }] } as unknown as Table;
const DATA = {
  sourceRows: Int32Array.of(0, 1, 3, 4, 5),
  domainIds: Int32Array.of(0, 1, 1, 0, 1),
  labels: Uint8Array.of(1, 0, 1, 0, 1),
  split: { train: Int32Array.of(0, 2), val: Int32Array.of(1), test: Int32Array.of(3) },
} as unknown as EncodedData;

test('the first rows that meet the condition, as many as were asked for, and the number of all', () => {
  const { rows, total } = findRows(TABLE, DATA, [{ column: 'n', test: '> 6' }], 2);
  expect(total).toBe(3);
  expect(rows).toEqual([
    { row: 1, domain: 1, label: 0, part: 'val', values: ['7'] },
    { row: 3, domain: 1, label: 1, part: 'train', values: ['7'] },
  ]);
});

test('a row that is in no part of the split has none', () => {
  const [last] = findRows(TABLE, DATA, [], 9).rows.slice(-1);
  expect(last).toEqual({ row: 5, domain: 1, label: 1, values: ['7'] });
});

test('all conditions hold for a row that is found', () => {
  const conditions = [
    { column: 'n', test: '> 4' },
    { column: 'n', test: '< 6' },
  ];
  expect(findRows(TABLE, DATA, conditions, 9).rows.map(({ row }) => row)).toEqual([0, 4]);
});
