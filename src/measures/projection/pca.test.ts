import { Matrix, SVD } from 'ml-matrix';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { centredGram } from '../likeness/gram';
import { apart, distances, mean, normals, rotated } from '../test-helpers';
import { principalCoordinates } from './pca';

const random = randomStream(1, 'pca');

test('points of a plane, turned within many dimensions, keep their distances', () => {
  const [n, size] = [50, 9];
  const plane = Float64Array.from({ length: n * size }, (_, at) => (at % size < 2 ? random.normal() * (1 + (at % size)) : 0));
  const rows = Float32Array.from(rotated(random, plane, n, size), (value) => value + 5);
  const { coordinates, explained } = principalCoordinates(centredGram(rows, n, size), n, 2);
  expect(apart(distances(coordinates, n, 2), distances(rows, n, size))).toBeLessThan(1e-5);
  expect((explained[0] as number) + (explained[1] as number)).toBeCloseTo(1, 10);
  expect(explained[0]).toBeGreaterThan(explained[1] as number);
});

test('coordinates and shares are those of a singular value decomposition of the centred rows', () => {
  const [n, size] = [23, 7];
  const rows = Float32Array.from(normals(random, n * size), (value, at) => value * (1 + (at % size)));
  const centred = Matrix.from1DArray(n, size, Array.from(rows)).center('column') as unknown as Matrix;
  const svd = new SVD(centred);
  const total = svd.diagonal.reduce((sum, value) => sum + value * value, 0);
  const { coordinates, explained } = principalCoordinates(centredGram(rows, n, size), n, 3);
  for (let k = 0; k < 3; k++) {
    expect(explained[k]).toBeCloseTo((svd.diagonal[k] as number) ** 2 / total, 10);
    const axis = Array.from({ length: n }, (_, i) => coordinates[i * 3 + k] as number);
    const expected = svd.leftSingularVectors.getColumn(k).map((value) => value * (svd.diagonal[k] as number));
    const sign = Math.sign(axis.reduce((sum, value, i) => sum + value * (expected[i] as number), 0));
    expect(
      apart(
        axis,
        expected.map((value) => value * sign),
      ),
    ).toBeLessThan(1e-5);
    expect(mean(axis)).toBeCloseTo(0, 6);
  }
});

test('rows that do not differ, and more axes than rows', () => {
  const same = principalCoordinates(centredGram(new Float32Array(20).fill(0.3), 5, 4), 5, 2);
  expect(same.coordinates.every((value) => value === 0)).toBe(true);
  expect(same.explained).toEqual([0, 0]);

  const two = principalCoordinates(centredGram(Float32Array.from([0, 0, 3, 4]), 2, 2), 2, 3);
  expect(two.explained[0]).toBeCloseTo(1, 12);
  expect(apart(distances(two.coordinates, 2, 3), [0, 5, 5, 0])).toBeLessThan(1e-12);
  expect(two.explained).toHaveLength(3);
});

test('starting from the vectors of rows that were much the same', () => {
  const [n, size] = [80, 12];
  const rows = Float32Array.from(normals(random, n * size));
  const { vectors } = principalCoordinates(centredGram(rows, n, size), n, 2);
  const moved = centredGram(
    rows.map((value) => value + 0.05 * random.normal()),
    n,
    size,
  );
  const [cold, warm] = [principalCoordinates(moved, n, 2), principalCoordinates(moved, n, 2, vectors)];
  expect(apart(warm.explained, cold.explained)).toBeLessThan(1e-12);
  expect(apart(distances(warm.coordinates, n, 2), distances(cold.coordinates, n, 2))).toBeLessThan(1e-5);
});

test('a rough answer from the axes of a moment before is right to about a hundredth', () => {
  const [n, size] = [120, 40];
  const scales = Float64Array.from({ length: size }, (_, j) => 0.8 ** j);
  const rows = Float32Array.from(normals(random, n * size), (value, at) => value * (scales[at % size] as number));
  const moved = rows.map((value, at) => value + 0.05 * (scales[at % size] as number) * random.normal());
  const { vectors } = principalCoordinates(centredGram(rows, n, size), n, 2);
  const gram = centredGram(moved, n, size);
  const [exact, rough] = [principalCoordinates(gram, n, 2), principalCoordinates(gram, n, 2, vectors, 1e-3)];
  const length = Math.hypot(...exact.coordinates);
  expect(apart(distances(rough.coordinates, n, 2), distances(exact.coordinates, n, 2))).toBeLessThan(0.01 * length);
  for (const axis of [0, 1]) expect(rough.explained[axis]).toBeCloseTo(exact.explained[axis] as number, 3);
});
