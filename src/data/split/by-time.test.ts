import { expect, test } from 'vitest';
import { isMissing } from '../table/missing';
import { tableOf } from '../test-helpers';
import { byTime } from './by-time';
import { momentsOf } from './times';

const split = (times: readonly string[], sourceRows = Int32Array.from(times.keys())) => {
  const { columns } = tableOf({ time: times });
  const {
    train,
    val,
    test: last,
  } = byTime(momentsOf(columns[0] as (typeof columns)[number], sourceRows, 'split.timeColumn', isMissing), [0.5, 0.25, 0.25], sourceRows);
  return [train, val, last].map((part) => Array.from(part));
};

test('rows of one moment stay in the order of the file, and a border may fall between them', () => {
  expect(split(['7', '5', '7', '5', '7', '5', '7', '5'])).toEqual([
    [1, 3, 5, 7],
    [0, 2],
    [4, 6],
  ]);
});

test('one moment may be written in several ways', () => {
  expect(split(['5.0', '7', '5', '7.0', '05', '7e0', '5', '7'])).toEqual([
    [0, 2, 4, 6],
    [1, 3],
    [5, 7],
  ]);
});

test('the positions are those of the kept rows, not of the table', () => {
  expect(split(['9', '1', '8', '2', '7', '3'], Int32Array.of(0, 2, 4, 5))).toEqual([[3, 2], [1], [0]]);
});

test('times are compared as numbers, however many digits they have, before or after 1970', () => {
  expect(split(['10', '9', '-3', '100'])).toEqual([[2, 1], [0], [3]]);
});

test('nanoseconds are compared to the last digit; a row without a time is the oldest', () => {
  expect(split(['1700000000000000003', '1700000000000000001', '1700000000000000002', '1700000000000000000'])).toEqual([[3, 1], [2], [0]]);
  expect(split(['5', '1700000000000000001', 'NA', '1700000000000000000'])).toEqual([[2, 0], [3], [1]]);
});
