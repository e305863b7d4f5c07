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

test('dates are read as the profile reads them: the day may come first, and the clock may have two halves', () => {
  expect(split(['31/12/2022', '01/02/2023', '13/01/2023', '05/03/2023'])).toEqual([[0, 2], [1], [3]]);
  expect(split(['1/2/2023 1:30 PM', '1/2/2023 12:10 AM', '1/2/2023 12:00 PM', '1/2/2023 11:59 PM'])).toEqual([[1, 2], [0], [3]]);
  expect(split(['2023-11', '2023-02', 'NA', '2022-12'])).toEqual([[2, 3], [1], [0]]);
  expect(split(['3 Nov 2023', '21 Oct 2023', '1 Jan 2024', '2 Nov 2023 10:00'])).toEqual([[1, 3], [0], [2]]);
  expect(split(['1.000,5', '2,25', '999,5', '1,75'])).toEqual([[3, 1], [2], [0]]);
});

test('a number among dates, or a date among numbers, has no place in their order; what is in no kept row does not matter', () => {
  expect(() => split(['2023-10-21', '5', '2023-10-22', ''])).toThrow(
    /"5" in column "time", row 2 below the header, is a number, and the cells above are dates/,
  );
  expect(() => split(['NA', '5', '2023-10-22'])).toThrow(/"2023-10-22" in column "time", row 3 below the header, is a date, and the cells above are numbers/);
  expect(split(['2023-10-22', '5', '2023-10-21', 'x', '2023-10-23'], Int32Array.of(0, 2, 4))).toEqual([[1, 0], [], [2]]);
});
