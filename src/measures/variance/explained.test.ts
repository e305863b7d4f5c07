/// <reference path="../paired/jstat.d.ts" />
import jstat from 'jstat';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { explainedShare } from './explained';

const flat = (groups: readonly (readonly number[])[]) =>
  explainedShare(Int32Array.from(groups.flatMap((values, g) => values.map(() => g))), Float64Array.from(groups.flat()));

test('is what the F of an analysis of variance gives', () => {
  const random = randomStream(2, 'explained');
  for (const sizes of [
    [3, 4],
    [5, 5, 5],
    [2, 9, 4, 1],
  ]) {
    const groups = sizes.map((size, g) => Array.from({ length: size }, () => g + random.normal()));
    const n = sizes.reduce((a, b) => a + b);
    const more = (jstat.anovafscore(...groups) - 1) * (sizes.length - 1);
    expect(flat(groups)).toBeCloseTo(more / (more + n), 10);
  }
});

test('groups that differ by chance only explain nothing, on average', () => {
  const random = randomStream(3, 'explained');
  const shares = Array.from({ length: 2000 }, () => flat(Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => random.normal()))) as number);
  expect(Math.abs(shares.reduce((a, b) => a + b) / shares.length)).toBeLessThan(0.015);
});

test('all of it, none of it, and where nothing can be said', () => {
  expect(
    flat([
      [1, 1],
      [2, 2],
    ]),
  ).toBe(1);
  expect(
    flat([
      [1, 2],
      [1, 2],
    ]),
  ).toBeLessThan(0);
  expect(flat([[1, 2, 3]])).toBeNull();
  expect(flat([[1], [2]])).toBeNull();
  expect(flat([[1, 1], [1]])).toBeNull();
  expect(flat([])).toBeNull();
  // Their mean is not quite 0.7.
  expect(flat(Array.from({ length: 4 }, () => [0.7, 0.7, 0.7]))).toBeNull();
});
