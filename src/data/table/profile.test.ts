import { expect, test } from 'vitest';
import { tableOf } from '../test-helpers';
import { profileColumns } from './profile';

test('a column’s profile: type, distinct values, missing ones, the most frequent, range', () => {
  const [mixed, numbers] = profileColumns(tableOf({ mixed: ['a', '', 'b', 'a', '1'], numbers: ['1.5', '2', ' ', '-3', '2'] }));
  expect(mixed).toMatchObject({
    name: 'mixed',
    type: 'text',
    distinct: 3,
    missing: 1,
    top: [
      { value: 'a', rows: 2 },
      { value: 'b', rows: 1 },
      { value: '1', rows: 1 },
    ],
  });
  expect(numbers).toMatchObject({
    type: 'number',
    distinct: 3,
    missing: 1,
    min: -3,
    max: 2,
    top: [
      { value: '2', rows: 2 },
      { value: '1.5', rows: 1 },
      { value: '-3', rows: 1 },
    ],
  });
  expect(profileColumns(tableOf({ whole: ['1', '2'], none: ['', ''] })).map(({ type }) => type)).toEqual(['integer', 'text']);
});

test('of values that are as frequent the first of the table are shown', () => {
  const [column] = profileColumns(tableOf({ letters: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'g'] }));
  expect(column?.top.map(({ value }) => value)).toEqual(['g', 'a', 'b', 'c', 'd']);
});
