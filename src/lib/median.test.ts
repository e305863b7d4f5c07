import { expect, test } from 'vitest';
import { median, ratioOf } from './median';

test('the median, and a ratio round by round: a slow round weighs nothing', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(ratioOf([2, 20, 4], [1, 10, 1])).toBe(2);
});
