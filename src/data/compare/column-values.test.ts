import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMissing } from '../table/missing';
import type { Column } from '../table/table';
import { tableOf } from '../test-helpers';
import { columnValues } from './column-values';

const of = (texts: readonly string[]) => columnValues(tableOf({ x: texts }).columns[0] as Column, isMissing);

test('values with their rows, in their order; the most frequent of many', () => {
  expect(of(['b', 'a', 'NA', ' b', '', 'c'])).toEqual({
    distinct: 3,
    missing: 2,
    values: [
      { value: 'a', rows: 1 },
      { value: 'b', rows: 2 },
      { value: 'c', rows: 1 },
    ],
  });
  const many = of(Array.from({ length: 400 }, (_, i) => String(i < 200 ? i : i - 100)));
  expect([many.distinct, many.values.length, many.values[0]]).toEqual([300, 100, { value: '100', rows: 2 }]);
});

test('of numbers: range, median, and bins that hold every row', () => {
  expect(of(['3', '1', '2', '10', '1.0'])).toMatchObject({ numbers: { min: 1, max: 10, median: 2, whole: true } });
  expect(of(['7', '7', '']).numbers).toEqual({ min: 7, max: 7, median: 7, whole: true, edges: [7, 7], rows: [2] });
  expect(of(['7', 'x']).numbers).toBeUndefined();
  expect(of(['3,5', '1,25', '2,0', '']).numbers).toMatchObject({ min: 1.25, max: 3.5, median: 2, whole: false });
  expect(of(['3,5', '4']).values).toEqual([
    { value: '3,5', rows: 1, number: '3.5' },
    { value: '4', rows: 1 },
  ]);
  // Ids of 19 digits are no numbers to be cut.
  expect(of(['1000000000000000001', '1000000000000000002']).numbers).toBeUndefined();
  // A whole number beyond 2^53 that is written in digits, as all below 10^21 are, is an id too.
  const isId = (number: number) => Number.isInteger(number) && !Number.isSafeInteger(number) && Math.abs(number) < 1e21;
  const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (isId(number) ? 0.5 : number));
  const number = fc.oneof(fc.integer({ min: -50, max: 50 }), double);
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 60 }), (numbers) => {
      const { edges, rows, min, max } = of(numbers.map(String)).numbers as NonNullable<ReturnType<typeof of>['numbers']>;
      expect([min, max]).toEqual([Math.min(...numbers) + 0, Math.max(...numbers) + 0]);
      expect(rows.reduce((a, b) => a + b)).toBe(numbers.length);
      expect(edges).toHaveLength(rows.length + 1);
      for (const [i, edge] of edges.entries()) {
        expect(Number.isFinite(edge)).toBe(true);
        if (i > 0) expect(edge).toBeGreaterThanOrEqual(edges[i - 1] as number);
      }
    }),
  );
});

test('a number far away does not squeeze all others into one bin', () => {
  const { edges, rows } = of([...Array.from({ length: 999 }, (_, i) => String(i)), '1e30']).numbers as NonNullable<ReturnType<typeof of>['numbers']>;
  expect(edges.at(-1)).toBeLessThan(1000);
  expect(Math.max(...rows)).toBeLessThan(40);
});
