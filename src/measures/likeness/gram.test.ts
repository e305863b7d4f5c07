import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { apart, mean, normals } from '../test-helpers';
import { centredGram } from './gram';

test('inner products of rows less their mean', () => {
  const [n, size] = [11, 6];
  const rows = Float32Array.from(normals(randomStream(1, 'gram'), n * size));
  const centre = Array.from({ length: size }, (_, l) => mean(Array.from({ length: n }, (_, i) => rows[i * size + l] as number)));
  const less = (i: number, l: number) => (rows[i * size + l] as number) - (centre[l] as number);
  const expected = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return centre.reduce((sum, _, l) => sum + less(i, l) * less(j, l), 0);
  });
  expect(apart(centredGram(rows, n, size), expected)).toBeLessThan(1e-12);
});

test('what all rows share changes nothing, and equal rows give exactly zero', () => {
  const [n, size] = [9, 4];
  const rows = Float32Array.from({ length: n * size }, (_, at) => (at * 7) % 5);
  expect(
    apart(
      centredGram(
        rows.map((x) => x + 64),
        n,
        size,
      ),
      centredGram(rows, n, size),
    ),
  ).toBeLessThan(1e-12);
  expect(centredGram(new Float32Array(3 * 2).fill(0.1), 3, 2).every((value) => value === 0)).toBe(true);
});
