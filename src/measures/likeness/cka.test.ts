import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { normals, rotated } from '../test-helpers';
import { linearCka } from './cka';
import { centredGram } from './gram';

const random = randomStream(1, 'cka');
const [n, size] = [40, 6];
const rows = normals(random, n * size);
const gram = (values: ArrayLike<number>, width = size) => centredGram(Float32Array.from(values), values.length / width, width);

test('a representation is like itself, however turned, scaled or moved', () => {
  expect(linearCka(gram(rows), gram(rows))).toBe(1);
  expect(linearCka(gram(rows), gram(rotated(random, rows, n, size).map((value) => 7 * value + 3)))).toBeCloseTo(1, 5);
});

test('turning and scaling one of two changes nothing; stretching one axis does', () => {
  const other = rows.map((value) => value + random.normal());
  const likeness = linearCka(gram(rows), gram(other)) as number;
  expect(likeness).toBeGreaterThan(0.4);
  expect(likeness).toBeLessThan(0.9);
  expect(linearCka(gram(rotated(random, rows, n, size)), gram(other.map((value) => value / 9)))).toBeCloseTo(likeness, 5);
  expect(linearCka(gram(rows), gram(other.map((value, at) => (at % size === 0 ? 10 * value : value))))).toBeLessThan(likeness - 0.1);
});

test('many independent rows are near 0: about (width of one) x (width of the other) / rows', () => {
  const likeness = linearCka(gram(normals(random, 1000 * 4), 4), gram(normals(random, 1000 * 9), 9)) as number;
  expect(likeness).toBeLessThan(0.02);
  expect(likeness).toBeGreaterThan(0);
});

test("it is Kornblith's |Y'X|^2 / (|X'X| |Y'Y|) of the centred columns", () => {
  const other = normals(random, n * 3);
  const columns = (values: Float64Array, width: number) =>
    Array.from({ length: width }, (_, l) => {
      const column = Array.from({ length: n }, (_, i) => Math.fround(values[i * width + l] as number));
      const centre = column.reduce((a, b) => a + b, 0) / n;
      return column.map((value) => value - centre);
    });
  const square = (a: number[][], b: number[][]) =>
    a.flatMap((x) => b.map((y) => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0) ** 2)).reduce((p, q) => p + q, 0);
  const [x, y] = [columns(rows, size), columns(other, 3)];
  expect(linearCka(gram(rows), gram(other, 3))).toBeCloseTo(square(x, y) / Math.sqrt(square(x, x) * square(y, y)), 12);
});

test('rows that do not differ are like nothing', () => {
  const same = gram(new Float64Array(n * size).fill(0.1));
  expect([linearCka(same, gram(rows)), linearCka(gram(rows), same), linearCka(same, same)]).toEqual([null, null, null]);
});
