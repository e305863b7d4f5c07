import { expect, test } from 'vitest';
import { meansOf, spectraOf } from './domain-means';

test('means are of each domain’s own rows; a domain without rows has zeros, and no spectrum', () => {
  const means = meansOf(Float32Array.of(1, 2, 3, 6, 5, 5), [0, 0, 2], 3, 2);
  expect(means.map(({ rows }) => rows)).toEqual([2, 0, 1]);
  expect(means.map(({ h }) => Array.from(h))).toEqual([
    [2, 4],
    [0, 0],
    [5, 5],
  ]);
  const square = [
    { rows: 1, h: Float32Array.of(3, 0, 0, -4) },
    { rows: 0, h: new Float32Array(4) },
  ];
  const [first, none] = spectraOf(square, [], 2).h;
  expect(Array.from(first ?? [])).toEqual([4, 3]);
  expect(none).toHaveLength(0);
});
