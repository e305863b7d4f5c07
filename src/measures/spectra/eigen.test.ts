import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { apart, normals, rotated } from '../test-helpers';
import { symmetricEigenvalues, topEigenpairs } from './eigen';
import { jacobiEigen } from './jacobi';
import { gramMatrix, rowProducts } from './row-products';

const random = randomStream(1, 'eigen');

/** Symmetric, of either sign. */
function symmetric(n: number): Float64Array {
  const a = normals(random, n * n);
  return a.map((value, at) => value + (a[(at % n) * n + Math.floor(at / n)] as number));
}

/** Symmetric with these eigenvalues and random eigenvectors. */
function withEigenvalues(values: number[]): Float64Array {
  const n = values.length;
  const roots = new Float64Array(n * n);
  for (const [i, value] of values.entries()) roots[i * n + i] = Math.sqrt(value);
  const turned = rotated(random, roots, n, n);
  const transposed = turned.map((_, at) => turned[(at % n) * n + Math.floor(at / n)] as number);
  return gramMatrix(transposed, n, n);
}

function byMlMatrix(a: Float64Array, n: number): Float64Array {
  return Float64Array.from(new EigenvalueDecomposition(Matrix.from1DArray(n, n, a), { assumeSymmetric: true }).realEigenvalues)
    .sort()
    .reverse();
}

/** |A v - value v| of every pair, and how far the vectors are from orthonormal. */
function faults(a: Float64Array, n: number, { values, vectors }: { values: Float64Array; vectors: Float64Array }): { residual: number; skew: number } {
  const count = values.length;
  const images = rowProducts(vectors, count, a, n, n);
  const scaled = vectors.map((value, at) => value * (values[Math.floor(at / n)] as number));
  const identity = Float64Array.from({ length: count * count }, (_, at) => Number(at % (count + 1) === 0));
  return { residual: apart(images, scaled), skew: apart(gramMatrix(vectors, count, n), identity) };
}

test('all eigenvalues, as ml-matrix has them', () => {
  for (const n of [1, 2, 3, 4, 7, 20, 61]) {
    const a = symmetric(n);
    expect(apart(symmetricEigenvalues(a, n), byMlMatrix(a, n))).toBeLessThan(1e-13 * n);
  }
});

test('eigenvalues that are known: diagonal, of one constant, of a chain, repeated', () => {
  expect([...symmetricEigenvalues(Float64Array.from([2, 0, 0, 0, -3, 0, 0, 0, 5]), 3)]).toEqual([5, 2, -3]);
  expect(apart(symmetricEigenvalues(new Float64Array(36).fill(2), 6), [12, 0, 0, 0, 0, 0])).toBeLessThan(1e-13);
  const n = 30;
  const chain = Float64Array.from({ length: n * n }, (_, at) => [2, -1][Math.abs(Math.floor(at / n) - (at % n))] ?? 0);
  const known = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos((Math.PI * (n - k)) / (n + 1)));
  expect(apart(symmetricEigenvalues(chain, n), known)).toBeLessThan(1e-13);
  const repeated = [4, 4, 4, 1, 1, 0, 0];
  expect(apart(symmetricEigenvalues(withEigenvalues(repeated), 7), repeated)).toBeLessThan(1e-13);
  expect(symmetricEigenvalues(new Float64Array(0), 0)).toHaveLength(0);
  expect([...symmetricEigenvalues(new Float64Array(9), 3)]).toEqual([0, 0, 0]);
});

test('matrices of low rank, of steep spectra and of any scale converge, and are left as they were', () => {
  for (const [n, rank, decay, scale] of [
    [90, 20, 1, 1],
    [70, 1, 1, 1],
    [60, 60, 0.3, 1],
    [40, 12, 0.9, 1e-150],
    [40, 12, 0.9, 1e150],
  ] as const) {
    const roots = normals(random, n * rank).map((value, at) => value * decay ** (at % rank));
    const a = gramMatrix(roots, n, rank);
    const scaled = a.map((value) => value * scale);
    const before = scaled.slice();
    const got = symmetricEigenvalues(scaled, n).map((value) => value / scale);
    expect(apart(got, jacobiEigen(a, n).values)).toBeLessThan(1e-13 * (got[0] as number));
    expect(scaled).toEqual(before);
  }
});

test('numbers that are not finite are an error', () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => symmetricEigenvalues(Float64Array.from([1, bad, bad, 1]), 2)).toThrow('not finite');
    expect(() => topEigenpairs(Float64Array.from([1, bad, bad, 1]), 2, 1)).toThrow('not finite');
  }
});

test('rotations: values and vectors of a small matrix', () => {
  for (const n of [1, 2, 5, 12]) {
    const a = symmetric(n);
    const got = jacobiEigen(a, n);
    expect(apart(got.values, byMlMatrix(a, n))).toBeLessThan(1e-13 * n);
    const { residual, skew } = faults(a, n, got);
    expect(Math.max(residual, skew)).toBeLessThan(1e-13 * n);
  }
});

test('the largest pairs: values as ml-matrix has them, vectors orthonormal and eigenvectors', () => {
  for (const [n, width, count] of [
    [3, 5, 1],
    [9, 4, 3],
    [40, 40, 2],
    [101, 30, 4],
    [180, 500, 2],
  ] as const) {
    const a = gramMatrix(normals(random, n * width), n, width);
    const got = topEigenpairs(a, n, count);
    const expected = byMlMatrix(a, n).slice(0, count);
    expect(got.vectors).toHaveLength(count * n);
    expect(apart(got.values, expected)).toBeLessThan(1e-12 * (expected[0] as number));
    const { residual, skew } = faults(a, n, got);
    expect(residual).toBeLessThan(1e-7 * (expected[0] as number));
    expect(skew).toBeLessThan(1e-14 * n);
  }
});

test('a vector of an eigenvalue that stands alone is the one that ml-matrix has, but for its sign', () => {
  const a = withEigenvalues(Array.from({ length: 25 }, (_, k) => 0.8 ** k));
  const { vectors } = topEigenpairs(a, 25, 1);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(Matrix.from1DArray(25, 25, a));
  const expected = eigenvectorMatrix.getColumn(realEigenvalues.indexOf(Math.max(...realEigenvalues)));
  expect(Math.abs(expected.reduce((sum, value, i) => sum + value * (vectors[i] as number), 0))).toBeCloseTo(1, 13);
});

test('beside a dominant eigenvalue the next are found as well as without it', () => {
  const a = withEigenvalues([1e7, 2, 1.9, ...Array.from({ length: 57 }, (_, k) => 1.5 - k / 57)]);
  const got = topEigenpairs(a, 60, 3);
  expect((got.values[0] as number) / 1e7).toBeCloseTo(1, 12);
  expect(apart(got.values.subarray(1), [2, 1.9])).toBeLessThan(1e-7);
});

test('repeated eigenvalues, more asked for than there are, zeros and no rows', () => {
  const repeated = withEigenvalues([3, 3, 3, ...new Array<number>(27).fill(1)]);
  const three = topEigenpairs(repeated, 30, 3);
  expect(apart(three.values, [3, 3, 3])).toBeLessThan(1e-13);
  expect(Math.max(...Object.values(faults(repeated, 30, three)))).toBeLessThan(3e-7);

  const small = topEigenpairs(Float64Array.from([2, 1, 1, 2]), 2, 5);
  expect(apart(small.values, [3, 1])).toBeLessThan(1e-14);
  expect(small.vectors).toHaveLength(4);

  const zero = topEigenpairs(new Float64Array(400), 20, 2);
  expect([...zero.values]).toEqual([0, 0]);
  expect(faults(new Float64Array(400), 20, zero).skew).toBeLessThan(1e-14);

  const one = gramMatrix(normals(random, 20), 20, 1);
  const lowRank = topEigenpairs(one, 20, 3);
  expect(apart(lowRank.values.subarray(1), [0, 0])).toBeLessThan(1e-13);
  expect(faults(one, 20, lowRank).skew).toBeLessThan(1e-13);
  expect(topEigenpairs(new Float64Array(0), 0, 2).values).toHaveLength(0);
});

test('a start changes the way, not the result: also one that holds eigenvectors which are no longer the largest', () => {
  const n = 60;
  const rows = normals(random, n * 8);
  const a = gramMatrix(rows, n, 8);
  const cold = topEigenpairs(a, n, 2);
  const moved = gramMatrix(
    rows.map((value) => value + 0.01 * random.normal()),
    n,
    8,
  );
  const expected = topEigenpairs(moved, n, 2);
  expect(apart(topEigenpairs(moved, n, 2, cold.vectors).values, expected.values)).toBeLessThan(1e-11);
  expect(topEigenpairs(a, n, 2)).toEqual(cold);

  // 50 and 49 at rows 3 and 5 were the largest; row 40 has overtaken them.
  const diagonal = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    diagonal[i * n + i] =
      new Map([
        [3, 50],
        [5, 49],
        [40, 100],
      ]).get(i) ?? i / n;
  const wrong = new Float64Array(2 * n);
  wrong[3] = 1;
  wrong[n + 5] = 1;
  for (const start of [wrong, new Float64Array(2 * n), new Float64Array(20 * n).fill(1)]) {
    expect(apart(topEigenpairs(diagonal, n, 2, start).values, [100, 50])).toBeLessThan(1e-11);
  }
});
