import { Matrix, SVD } from 'ml-matrix';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { apart, normals, rotated } from '../test-helpers';
import { gramMatrix, rowProducts } from './row-products';
import { effectiveRank, energyShare, singularValues } from './spectrum';

const random = randomStream(1, 'spectrum');

/** [rows, columns] with r equal singular values and otherwise zeros. */
function planted(rows: number, columns: number, r: number): Float64Array {
  const ones = new Float64Array(rows * columns);
  for (let i = 0; i < r; i++) ones[i * columns + i] = 3;
  const transposed = rotated(random, ones, rows, columns);
  const left = Float64Array.from({ length: rows * columns }, (_, at) => transposed[(at % rows) * columns + Math.floor(at / rows)] as number);
  return rotated(random, left, columns, rows);
}

test('singular values as ml-matrix has them, wide or tall', () => {
  for (const [rows, columns] of [
    [1, 1],
    [1, 7],
    [7, 1],
    [5, 3],
    [3, 5],
    [17, 17],
    [40, 13],
    [24, 65],
  ] as const) {
    const values = Float32Array.from(normals(random, rows * columns));
    const expected = new SVD(Matrix.from1DArray(rows, columns, Array.from(values)), { autoTranspose: true }).diagonal;
    const got = singularValues(values, rows, columns);
    expect(got).toHaveLength(Math.min(rows, columns));
    // Near the smallest the Gram matrix costs half of the digits.
    expect(apart(got, expected)).toBeLessThan(1e-11);
  }
});

test('a matrix of planted rank has that many singular values and that effective rank', () => {
  for (const [rows, columns, r] of [
    [30, 12, 5],
    [12, 30, 1],
    [20, 20, 20],
  ] as const) {
    const got = singularValues(planted(rows, columns, r), columns, rows);
    expect(apart(got.subarray(0, r), new Array<number>(r).fill(3))).toBeLessThan(1e-12);
    expect(got.filter((value) => value > 3e-7)).toHaveLength(r);
    expect(effectiveRank(got)).toBeCloseTo(r, 4);
  }
  const product = rowProducts(normals(random, 25 * 4), 25, normals(random, 18 * 4), 18, 4);
  expect(singularValues(product, 25, 18).filter((value, _, [first]) => value > 1e-7 * (first as number))).toHaveLength(4);
});

test('the sum of squares is that of the matrix; turning and transposing change nothing', () => {
  const values = normals(random, 9 * 6);
  const got = singularValues(values, 9, 6);
  const squares = (list: Float64Array) => list.reduce((sum, value) => sum + value * value, 0);
  expect(squares(got)).toBeCloseTo(squares(values), 11);
  expect(apart(singularValues(rotated(random, values, 9, 6), 9, 6), got)).toBeLessThan(1e-12);
  const transposed = Float64Array.from({ length: 54 }, (_, at) => values[(at % 9) * 6 + Math.floor(at / 9)] as number);
  expect(apart(singularValues(transposed, 6, 9), got)).toBeLessThan(1e-12);
});

test('effective rank: worked example, scale, and zeros', () => {
  // Shares 1/2, 1/4, 1/4: entropy 1.5 ln 2.
  expect(effectiveRank([2, 1, 1, 0])).toBeCloseTo(2 ** 1.5, 14);
  expect(effectiveRank([200, 100, 100])).toBeCloseTo(2 ** 1.5, 14);
  expect(effectiveRank([5])).toBe(1);
  expect(effectiveRank([0, 0])).toBe(0);
  expect(effectiveRank(singularValues(new Float32Array(12), 3, 4))).toBe(0);
  expect(effectiveRank([])).toBe(0);
});

test('energy share: the part of the squares in the first values', () => {
  expect(energyShare([3, 2, 1], 1)).toBeCloseTo(9 / 14, 14);
  expect(energyShare([3, 2, 1], 2)).toBeCloseTo(13 / 14, 14);
  expect([energyShare([3, 2, 1], 0), energyShare([3, 2, 1], 9), energyShare([0, 0], 1)]).toEqual([0, 1, 0]);
});

test('numbers that are not finite are an error', () => {
  expect(() => singularValues([1, Number.NaN, 0, 1], 2, 2)).toThrow('not finite');
  expect(gramMatrix(new Float64Array(0), 0, 3)).toHaveLength(0);
});
