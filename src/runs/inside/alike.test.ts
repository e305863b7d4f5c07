import { expect, test } from 'vitest';
import { pairsOf } from './alike';

test('pairs by likeness, whichever way a measure runs', () => {
  const values = [1, 0.5, null, 0.5, 1, 0.9, null, 0.9, 1];
  expect(pairsOf(values, 3, 'cka')).toEqual([
    { a: 1, b: 2, value: 0.9 },
    { a: 0, b: 1, value: 0.5 },
  ]);
  expect(pairsOf(values, 3, 'energy')[0]).toEqual({ a: 0, b: 1, value: 0.5 });
});
