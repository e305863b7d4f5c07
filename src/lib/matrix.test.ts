import { expect, test } from 'vitest';
import { inOrder, largestOf } from './matrix';

test('a matrix in another order keeps its numbers and says which is which', () => {
  const matrix = { rows: 2, columns: 3, values: Float32Array.of(1, 2, 3, 4, 5, -6) };
  const moved = inOrder(matrix, Int32Array.of(1, 0), Int32Array.of(2, 0, 1));
  expect(Array.from(moved.values)).toEqual([-6, 4, 5, 3, 1, 2]);
  expect(largestOf([matrix, moved])).toBe(6);
});
