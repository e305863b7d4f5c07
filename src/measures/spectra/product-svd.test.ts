import { Matrix, SVD } from 'ml-matrix';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { apart, normals } from '../test-helpers';
import { productDirections } from './product-svd';
import { gramMatrix } from './row-products';
import { directionsOf, rebuildError, rebuilt } from './svd';

const random = randomStream(2, 'product-svd');
const identity = (n: number) => Float64Array.from({ length: n * n }, (_, at) => Number(at % (n + 1) === 0));

/** L H R in double precision, by its definition: [rows, k] x [k, k] x [k, columns]. */
function productOf(left: ArrayLike<number>, core: ArrayLike<number>, right: ArrayLike<number>, rows: number, k: number, columns: number): Float64Array {
  const of = (values: ArrayLike<number>, n: number, m: number) => Matrix.from1DArray(n, m, Array.from(values));
  return Float64Array.from(
    of(left, rows, k)
      .mmul(of(core, k, k))
      .mmul(of(right, k, columns))
      .to1DArray(),
  );
}

/** [rows, k, columns]: with k smaller than both, between them, and larger than both. */
const SHAPES = [
  [1, 1, 1],
  [40, 5, 12],
  [12, 5, 40],
  [30, 16, 9],
  [7, 16, 25],
  [6, 11, 4],
  [16, 16, 16],
] as const;

test('as the direct decomposition of the product, and as ml-matrix has it: singular values, and every rebuilt matrix', () => {
  for (const [rows, k, columns] of SHAPES) {
    const [left, core, right] = [normals(random, rows * k), normals(random, k * k), normals(random, k * columns)];
    const values = productOf(left, core, right, rows, k, columns);
    const direct = directionsOf(values, rows, columns);
    const ours = productDirections(left, core, right, rows, k, columns);
    const n = Math.min(rows, k, columns);
    expect(ours.s).toHaveLength(n);
    const largest = direct.s[0] as number;
    expect(apart(ours.s, direct.s.slice(0, n)) / largest).toBeLessThan(1e-13);
    const { diagonal } = new SVD(Matrix.from1DArray(rows, columns, Array.from(values)), { autoTranspose: true });
    expect(apart(ours.s, diagonal.slice(0, n)) / largest).toBeLessThan(1e-13);
    expect(apart(gramMatrix(ours.u, n, rows), identity(n))).toBeLessThan(1e-13);
    expect(apart(gramMatrix(ours.v, n, columns), identity(n))).toBeLessThan(1e-13);
    expect(apart(rebuilt(ours, n), values) / largest).toBeLessThan(1e-6);
    for (let count = 0; count <= n; count++) {
      expect(apart(rebuilt(ours, count), rebuilt(direct, count)) / largest).toBeLessThan(1e-6);
      expect(rebuildError(ours, count)).toBeCloseTo(rebuildError(direct, count), 12);
    }
  }
});

test('factors of a lower rank, as the authors’ start has them: the rest is zero', () => {
  const [rows, k, columns] = [24, 6, 10];
  const twins = Float64Array.from({ length: k * columns }, (_, at) => Math.floor(at / columns) + 1);
  const ours = productDirections(normals(random, rows * k), normals(random, k * k), twins, rows, k, columns);
  expect(rebuildError(ours, 1)).toBeLessThan(1e-14);
  expect([...productDirections(new Float64Array(rows * k), normals(random, k * k), twins, rows, k, columns).s]).toEqual([0, 0, 0, 0, 0, 0]);
});

test('numbers that are not finite are an error', () => {
  expect(() => productDirections([1, 2], [Number.NaN], [1, 1, 1], 2, 1, 3)).toThrow('not finite');
  expect(() => productDirections([1, Number.POSITIVE_INFINITY], [1], [1, 1, 1], 2, 1, 3)).toThrow('not finite');
});
