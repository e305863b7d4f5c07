import { expect, test } from 'vitest';
import { compared, ordersOf, pairOf } from './compare';
import type { Representation } from './representations';

const of = (key: string, ...h: number[]): Representation => ({ key, name: key, about: '', domain: undefined, h: Float32Array.from(h) });
const all = [of('domain 0', 1, 2), of('domain 1', 3, 6), of('row 7', 0, 0)];
const numbers = (shown: Representation[]) => shown.map(({ name, h }) => [name, ...h]);

test('as they are, less the mean over the domains, or one less another', () => {
  expect(compared(all, 'as they are', ['', ''])).toEqual(all);
  expect(numbers(compared(all, 'less the mean', ['', '']))).toEqual([
    ['domain 0', -1, -2],
    ['domain 1', 1, 2],
    ['row 7', -2, -4],
  ]);
  expect(numbers(compared(all, 'difference', ['domain 1', 'row 7']))).toEqual([['domain 1 minus row 7', 3, 6]]);
  expect(compared(all.slice(0, 1), 'difference', ['domain 0', 'domain 1'])).toEqual([]);
});

test('where one that was chosen is gone another takes its place', () => {
  expect(pairOf(all, ['row 9', 'domain 0']).map((each) => each?.key)).toEqual(['domain 0', 'domain 0']);
  expect(pairOf(all, ['row 7', 'row 9']).map((each) => each?.key)).toEqual(['row 7', 'domain 0']);
});

test('one order for all matrices: like stands by like', () => {
  const matrix = { rows: 4, columns: 2, values: Float32Array.of(0, 0, 9, 9, 0, 1, 9, 8) };
  const [rows] = ordersOf([matrix, matrix]);
  const place = (row: number) => rows.indexOf(row);
  expect([Math.abs(place(0) - place(2)), Math.abs(place(1) - place(3))]).toEqual([1, 1]);
});
