import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { apart, normals } from '../test-helpers';
import { fixedNumbers, orthonormalise } from './orthonormal';
import { gramMatrix } from './row-products';

const [rows, n] = [5, 12];
const identity = Float64Array.from({ length: rows * rows }, (_, at) => Number(at % (rows + 1) === 0));

test('rows become orthonormal though they are nearly the same, equal or zero, and the first keeps its direction', () => {
  const random = randomStream(1, 'orthonormal');
  const first = normals(random, n);
  for (const nearness of [1, 1e-8, 1e-12, 0]) {
    const block = Float64Array.from({ length: rows * n }, (_, at) => (first[at % n] as number) + (at < n ? 0 : nearness * random.normal()));
    orthonormalise(block, rows, n, fixedNumbers());
    expect(apart(gramMatrix(block, rows, n), identity)).toBeLessThan(1e-14);
    const length = Math.hypot(...first);
    expect(
      apart(
        block.subarray(0, n),
        first.map((value) => value / length),
      ),
    ).toBeLessThan(1e-14);
  }
  const zeros = new Float64Array(rows * n);
  orthonormalise(zeros, rows, n, fixedNumbers());
  expect(apart(gramMatrix(zeros, rows, n), identity)).toBeLessThan(1e-14);
});

test('the fixed numbers are the same each time, in -1..1, and no two alike', () => {
  const draw = () => Array.from({ length: 500 }, fixedNumbers());
  expect(draw()).toEqual(draw());
  expect(new Set(draw()).size).toBe(500);
  expect(draw().every((value) => Math.abs(value) <= 1)).toBe(true);
});
