import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { apart, distance, distances, mean, normals } from '../test-helpers';
import { distancesFromGram, energyCoefficient, energyDistance, silhouette } from './distances';
import { centredGram } from './gram';

const random = randomStream(1, 'distances');
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

test('distances from inner products are those of the rows; equal rows are exactly 0 apart', () => {
  const rows = Float32Array.from(normals(random, 14 * 5));
  rows.copyWithin(5, 0, 5);
  const got = distancesFromGram(centredGram(rows, 14, 5), 14);
  expect(apart(got, distances(rows, 14, 5))).toBeLessThan(1e-12);
  expect([got[1], got[14], got[0]]).toEqual([0, 0, 0]);
});

/** The energy statistic by its definition. */
function energy(rows: Float64Array, size: number, a: number[], b: number[]): { statistic: number; between: number } {
  const pairs = (x: number[], y: number[]) => x.flatMap((i) => y.filter((j) => j !== i).map((j) => distance(rows, size, i, j)));
  const between = 2 * mean(pairs(a, b));
  return { statistic: between - mean(pairs(a, a)) - mean(pairs(b, b)), between };
}

test('energy distance and coefficient by their definitions, for groups of unequal size in any order', () => {
  for (const shift of [0, 0.5, 4]) {
    const rows = normals(random, 30 * 3).map((value, at) => value + (Math.floor(at / 3) % 3 === 0 ? shift : 0));
    const [a, b] = [range(0, 30).filter((i) => i % 3 === 0), range(0, 29).filter((i) => i % 3 !== 0)];
    const { statistic, between } = energy(rows, 3, a, b);
    const all = distances(rows, 30, 3);
    expect(energyDistance(all, 30, a, b)).toBeCloseTo(statistic, 12);
    expect(energyDistance(all, 30, b, a)).toBeCloseTo(statistic, 12);
    expect(energyCoefficient(all, 30, a, b)).toBeCloseTo(Math.max(0, statistic / between), 12);
  }
});

test('energy distance is 0 on average for halves of one sample, and grows with a shift', () => {
  const found = range(0, 200).map(() => energyDistance(distances(normals(random, 24 * 2), 24, 2), 24, range(0, 8), range(8, 24)) as number);
  const error = Math.sqrt(mean(found.map((value) => (value - mean(found)) ** 2)) / found.length);
  expect(Math.abs(mean(found))).toBeLessThan(3 * error);
  expect(error).toBeLessThan(0.02);
  const shifted = [0, 1, 3, 30].map((shift) => {
    const rows = normals(random, 80 * 2).map((value, at) => value + (at < 80 ? shift : 0));
    return energyCoefficient(distances(rows, 80, 2), 80, range(0, 40), range(40, 80)) as number;
  });
  expect(shifted).toEqual([...shifted].sort((x, y) => x - y));
  expect(shifted[0]).toBeLessThan(0.05);
  expect(shifted[3]).toBeGreaterThan(0.9);
});

test('energy: two points, one point, and too few rows', () => {
  const all = distances([0, 0, 6, 6], 4, 1);
  expect([energyDistance(all, 4, [0, 1], [2, 3]), energyCoefficient(all, 4, [0, 1], [2, 3])]).toEqual([12, 1]);
  expect(energyCoefficient(new Float64Array(16), 4, [0, 1], [2, 3])).toBe(0);
  expect([energyDistance(all, 4, [0], [2, 3]), energyCoefficient(all, 4, [0, 1], [])]).toEqual([null, null]);
});

/** Rousseeuw's s(i), by its definition. */
function silhouetteOf(all: Float64Array, n: number, groups: number[], i: number): number {
  const to = (group: number) => range(0, n).filter((j) => groups[j] === group && j !== i);
  const average = (rows: number[]) => mean(rows.map((j) => all[i * n + j] as number));
  const own = to(groups[i] as number);
  if (own.length === 0) return 0;
  const others = [...new Set(groups)].filter((group) => group !== groups[i] && group >= 0).map((group) => average(to(group)));
  const [a, b] = [average(own), Math.min(...others)];
  return (b - a) / Math.max(a, b);
}

test('silhouette by its definition, with empty groups, single rows and rows of no group', () => {
  const n = 25;
  for (let round = 0; round < 5; round++) {
    const all = distances(normals(random, n * 2), n, 2);
    const groups = range(0, n).map((i) => (i === 7 ? 4 : i % 6 === 5 ? -1 : random.below(3)));
    const inGroups = range(0, n).filter((i) => (groups[i] as number) >= 0);
    const got = silhouette(all, n, groups, 5);
    expect(got.mean).toBeCloseTo(mean(inGroups.map((i) => silhouetteOf(all, n, groups, i))), 12);
    for (const group of [0, 1, 2, 4]) {
      expect(got.byGroup[group]).toBeCloseTo(mean(inGroups.filter((i) => groups[i] === group).map((i) => silhouetteOf(all, n, groups, i))), 12);
    }
    expect([got.byGroup[3], got.byGroup[4]]).toEqual([null, 0]);
  }
});

test('silhouette: near 1 for groups far apart, near 0 for names drawn at random, below 0 for wrong names', () => {
  const n = 60;
  const rows = normals(random, n * 2).map((value, at) => value + (at % 4 < 2 ? 40 : 0));
  const all = distances(rows, n, 2);
  const groups = range(0, n).map((i) => i % 2);
  expect(silhouette(all, n, groups, 2).mean).toBeGreaterThan(0.9);
  const names = range(0, n).map(() => random.below(2));
  expect(Math.abs(silhouette(all, n, names, 2).mean as number)).toBeLessThan(0.1);
  expect(silhouette(all, n, [1, ...groups.slice(1)], 2).mean).toBeLessThan(silhouette(all, n, groups, 2).mean as number);
});

test('silhouette: one group has none, and rows that are all equal count 0', () => {
  expect(silhouette(new Float64Array(9), 3, [1, 1, 1], 3)).toEqual({ mean: null, byGroup: [null, null, null] });
  expect(silhouette(new Float64Array(16), 4, [0, 0, 1, 1], 2)).toEqual({ mean: 0, byGroup: [0, 0] });
});
