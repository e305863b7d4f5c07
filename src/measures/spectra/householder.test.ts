import { Matrix, QrDecomposition } from 'ml-matrix';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { apart, normals } from '../test-helpers';
import { factored } from './householder';
import { gramMatrix, rowProducts } from './row-products';

const random = randomStream(3, 'householder');
const SHAPES = [
  [1, 1],
  [7, 1],
  [1, 7],
  [12, 5],
  [5, 12],
  [9, 9],
] as const;

/** [n, m] -> [m, n] */
const turned = (values: ArrayLike<number>, n: number, m: number) =>
  Float64Array.from({ length: n * m }, (_, at) => values[(at % n) * m + Math.floor(at / n)] as number);
const identity = (n: number) => Float64Array.from({ length: n * n }, (_, at) => Number(at % (n + 1) === 0));

function check(columnMajor: Float64Array, rows: number, columns: number) {
  const { q, r, n } = factored(columnMajor, rows, columns);
  expect(n).toBe(Math.min(rows, columns));
  expect(apart(gramMatrix(q, n, rows), identity(n))).toBeLessThan(1e-14);
  // Q R, by columns of the matrix.
  const product = rowProducts(turned(r, n, columns), columns, turned(q, n, rows), rows, n);
  expect(apart(product, columnMajor)).toBeLessThan(1e-13 * Math.max(1, ...columnMajor.map(Math.abs)));
  for (let i = 0; i < n; i++) for (let j = 0; j < Math.min(i, columns); j++) expect(r[i * columns + j]).toBe(0);
  return { q, r, n };
}

test('Q is orthonormal, R is triangular, and together they are the matrix', () => {
  for (const [rows, columns] of SHAPES) check(normals(random, rows * columns), rows, columns);
});

test('R is that of ml-matrix, but for the signs of its rows', () => {
  const [rows, columns] = [14, 6];
  const values = normals(random, rows * columns);
  const { r } = check(values, rows, columns);
  const wanted = new QrDecomposition(Matrix.from1DArray(rows, columns, [...turned(values, columns, rows)])).upperTriangularMatrix.to1DArray();
  expect(apart(r.map(Math.abs), wanted.map(Math.abs))).toBeLessThan(1e-13);
});

test('columns that are equal, zero or tiny leave Q orthonormal, and the matrix is left as it is', () => {
  const twins = Float64Array.from({ length: 8 * 5 }, (_, at) => (at % 8) + 1);
  const before = twins.slice();
  check(twins, 8, 5);
  expect(twins).toEqual(before);
  check(new Float64Array(6 * 4), 6, 4);
  const tiny = normals(random, 6 * 3).map((value) => 1e-170 * value);
  const { q, n } = factored(tiny, 6, 3);
  expect(apart(gramMatrix(q, n, 6), identity(n))).toBeLessThan(1e-14);
});
