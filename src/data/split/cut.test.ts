import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cut } from './cut';

const sizes = (rows: number, ratios: readonly number[]) =>
  Object.values(
    cut(
      Int32Array.from({ length: rows }, (_, i) => i),
      ratios,
    ),
  ).map(({ length }) => length);

test.each<[rows: number, ratios: number[], wanted: number[]]>([
  // Borders at 8.8 and 9.9: both are rounded up.
  [11, [0.8, 0.1, 0.1], [9, 1, 1]],
  // At 10.4 and 11.7: one down, one up. The shares themselves would give 10, 1 and 1, which is a row short.
  [13, [0.8, 0.1, 0.1], [10, 2, 1]],
  // 0.7 + 0.1 is a little less than 0.8 in binary.
  [10, [0.7, 0.1, 0.2], [7, 1, 2]],
  [2, [0.25, 0.25, 0.5], [1, 0, 1]],
])('%i rows in shares of %j: the borders are rounded to the nearest row, a half up', (rows, ratios, wanted) => {
  expect(sizes(rows, ratios)).toEqual(wanted);
});

test('every row is in one part, in order, and no border is more than half a row off', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 1, max: 98 })), (rows, [a, b]) => {
      const [train, val] = [Math.min(a, 98), Math.min(b, 99 - Math.min(a, 98))].map((share) => share / 100) as [number, number];
      const order = Int32Array.from({ length: rows }, (_, i) => 7 * i);
      const parts = cut(order, [train, val, 1 - train - val]);
      expect([...parts.train, ...parts.val, ...parts.test]).toEqual([...order]);
      expect(Math.abs(parts.train.length - train * rows)).toBeLessThanOrEqual(0.5 + 1e-9);
      expect(Math.abs(parts.train.length + parts.val.length - (train + val) * rows)).toBeLessThanOrEqual(0.5 + 1e-9);
    }),
  );
});
