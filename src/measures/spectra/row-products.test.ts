import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { apart, normals } from '../test-helpers';
import { gramMatrix, rowProducts } from './row-products';

function byDefinition(a: Float64Array, m: number, b: Float64Array, n: number, size: number): Float64Array {
  return Float64Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return Array.from({ length: size }, (_, l) => (a[i * size + l] as number) * (b[j * size + l] as number)).reduce((x, y) => x + y, 0);
  });
}

test('products of rows are as defined, whether or not the rows come in fours', () => {
  const random = randomStream(1, 'row-products');
  for (let n = 0; n <= 9; n++) {
    for (const [m, size] of [
      [1, 1],
      [3, 5],
      [6, 2],
    ] as const) {
      const [a, b] = [normals(random, m * size), normals(random, n * size)];
      expect(apart(rowProducts(a, m, b, n, size), byDefinition(a, m, b, n, size))).toBeLessThan(1e-13);
      expect(apart(gramMatrix(b, n, size), byDefinition(b, n, b, n, size))).toBeLessThan(1e-13);
    }
  }
});

test('equal rows have equal products to the last bit, in fours or alone', () => {
  const row = normals(randomStream(2, 'row-products'), 33);
  const rows = Float64Array.from({ length: 7 * 33 }, (_, at) => row[at % 33] as number);
  expect(new Set(gramMatrix(rows, 7, 33)).size).toBe(1);
});
