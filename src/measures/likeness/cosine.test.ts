import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { distance, normals } from '../test-helpers';
import { cosine, nearestByCosine, nearestByDistance } from './cosine';

test('cosine of known angles, at any length', () => {
  expect(cosine([1, 0], [1, 1])).toBeCloseTo(Math.SQRT1_2, 15);
  expect(cosine([3, 4], [30, 40])).toBe(1);
  expect(cosine([1, 2], [-1, -2])).toBe(-1);
  expect(cosine([1, 2], [-2, 1])).toBe(0);
  expect([cosine([0, 0], [1, 1]), cosine([1, 1], [0, 0]), cosine([], [])]).toEqual([null, null, null]);
});

test('the nearest rows are the first of all rows sorted', () => {
  const [rows, width] = [50, 6];
  const table = Float32Array.from(normals(randomStream(1, 'cosine'), rows * width));
  const row = (i: number) => table.subarray(i * width, (i + 1) * width);
  for (const count of [0, 1, 7, 80]) {
    const to = row(13);
    const others = Array.from({ length: rows }, (_, i) => i).filter((i) => i !== 13);
    const bySimilarity = others.map((i) => ({ row: i, similarity: cosine(row(i), to) as number })).sort((a, b) => b.similarity - a.similarity);
    expect(nearestByCosine(table, rows, width, to, count, 13)).toEqual(bySimilarity.slice(0, count));
    const byDistance = others.map((i) => ({ row: i, distance: distance(table, width, i, 13) })).sort((a, b) => a.distance - b.distance);
    expect(nearestByDistance(table, rows, width, to, count, 13)).toEqual(byDistance.slice(0, count));
  }
  expect(nearestByCosine(table, rows, width, row(13), 1)[0]).toEqual({ row: 13, similarity: 1 });
  expect(nearestByDistance(table, rows, width, row(13), 1)[0]).toEqual({ row: 13, distance: 0 });
});

test('ties by row; rows of zeros have no direction', () => {
  const table = Float32Array.from([2, 0, 0, 0, 1, 0, 0, 5, 3, 0]);
  expect(nearestByCosine(table, 5, 2, [1, 0], 3).map(({ row }) => row)).toEqual([0, 2, 4]);
  expect(nearestByCosine(table, 5, 2, [1, 0], 9).map(({ row }) => row)).toEqual([0, 2, 4, 3]);
  expect(nearestByCosine(table, 5, 2, [0, 0], 3)).toEqual([]);
  expect(nearestByDistance(table, 5, 2, [1.5, 0], 4)).toEqual([
    { row: 0, distance: 0.5 },
    { row: 2, distance: 0.5 },
    { row: 1, distance: 1.5 },
    { row: 4, distance: 1.5 },
  ]);
});
