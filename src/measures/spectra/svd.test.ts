import { Matrix, SVD } from 'ml-matrix';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { apart, normals } from '../test-helpers';
import { gramMatrix, rowProducts } from './row-products';
import { directionsOf, rebuildError, rebuilt } from './svd';

const random = randomStream(1, 'svd');
const identity = (n: number) => Float64Array.from({ length: n * n }, (_, at) => Number(at % (n + 1) === 0));
const length = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));

/** The best matrix of rank `count`, from ml-matrix's decomposition. */
function byMlMatrix(values: ArrayLike<number>, rows: number, columns: number, count: number): number[] {
  const {
    leftSingularVectors: u,
    diagonal: s,
    rightSingularVectors: v,
  } = new SVD(Matrix.from1DArray(rows, columns, Array.from(values)), { autoTranspose: true });
  return Array.from({ length: rows * columns }, (_, at) => {
    const [i, j] = [Math.floor(at / columns), at % columns];
    return s.slice(0, count).reduce((sum, value, n) => sum + value * u.get(i, n) * v.get(j, n), 0);
  });
}

const SHAPES = [
  [1, 1],
  [1, 6],
  [6, 1],
  [4, 9],
  [9, 4],
  [16, 16],
  [40, 13],
  [12, 50],
] as const;

test('singular values and every rebuilt matrix as ml-matrix has them, wide or tall', () => {
  for (const [rows, columns] of SHAPES) {
    const values = normals(random, rows * columns);
    const before = values.slice();
    const all = directionsOf(values, rows, columns);
    expect(values).toEqual(before);
    const { diagonal } = new SVD(Matrix.from1DArray(rows, columns, Array.from(values)), { autoTranspose: true });
    expect(apart(all.s, diagonal)).toBeLessThan(1e-12);
    for (let count = 0; count <= Math.min(rows, columns); count++) {
      expect(apart(rebuilt(all, count), byMlMatrix(values, rows, columns, count))).toBeLessThan(1e-6);
    }
  }
});

test('directions are orthonormal, and all of them together are the matrix', () => {
  for (const [rows, columns] of SHAPES) {
    const values = normals(random, rows * columns);
    const { s, u, v } = directionsOf(values, rows, columns);
    expect(apart(gramMatrix(u, s.length, rows), identity(s.length))).toBeLessThan(1e-13);
    expect(apart(gramMatrix(v, s.length, columns), identity(s.length))).toBeLessThan(1e-13);
    expect(apart(rebuilt({ rows, columns, s, u, v }, s.length), values)).toBeLessThan(1e-6);
  }
});

test('the error is the distance to the rebuilt matrix, as a share of the matrix', () => {
  const values = normals(random, 20 * 11);
  const all = directionsOf(values, 20, 11);
  for (const count of [0, 1, 5, 10]) {
    const rest = rebuilt(all, count).map((value, at) => (values[at] as number) - value);
    expect(rebuildError(all, count)).toBeCloseTo(length(rest) / length(values), 6);
  }
  expect(rebuildError(all, 0)).toBe(1);
  expect(rebuildError(all, 11)).toBe(0);
});

test('a planted rank: nothing is left after that many directions, and the zeros stay zeros', () => {
  const planted = rowProducts(normals(random, 24 * 3), 24, normals(random, 17 * 3), 17, 3);
  const all = directionsOf(planted, 24, 17);
  expect(rebuildError(all, 3)).toBeLessThan(1e-14);
  expect(rebuildError(all, 2)).toBeGreaterThan(0.05);
  // Equal columns, as the authors' start has them.
  const twins = directionsOf(
    Float64Array.from({ length: 32 * 32 }, (_, at) => Math.floor(at / 32) + 1),
    32,
    32,
  );
  expect(rebuildError(twins, 1)).toBeLessThan(1e-14);
  const zero = directionsOf(new Float32Array(12), 3, 4);
  expect([...zero.s, rebuildError(zero, 1)]).toEqual([0, 0, 0, 0]);
});

test('small singular values keep their digits', () => {
  const scales = [1, 1e-4, 1e-8, 1e-11];
  const { v } = directionsOf(normals(random, 16), 4, 4);
  const steep = Float64Array.from({ length: 16 }, (_, at) => (scales[Math.floor(at / 4)] as number) * (v[at] as number));
  for (const [i, value] of directionsOf(steep, 4, 4).s.entries()) expect(value / (scales[i] as number)).toBeCloseTo(1, 4);
});

test('numbers that are not finite are an error', () => {
  expect(() => directionsOf([1, Number.NaN, 0, 1], 2, 2)).toThrow('not finite');
});
