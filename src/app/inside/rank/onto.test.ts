import { expect, test } from 'vitest';
import { joined, onto } from './onto';

test('two lines on one axis, each with gaps where it has no value', () => {
  const all = joined([0, 2], [0, 1, 3]);
  expect(all).toEqual([0, 1, 2, 3]);
  expect(onto(all, [0, 2], [5, 6])).toEqual([5, null, 6, null]);
});
