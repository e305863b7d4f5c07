/// <reference path="./jstat.d.ts" />
import jstat from 'jstat';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { normalQuantile } from '../classification/normal';
import { normalBelow, powerOf, smallestDetectable } from './detectable';
import { pairedDifferences } from './differences';
import { studentWidth } from './student';

// Cohen, Statistical Power Analysis, 1988: for one sample, two-sided .05, power .80, effects of .5 and .8 need 34 and 15.
test.each([
  [0.5, 34],
  [0.8, 15],
  [0.2, 199],
])('an effect of %d needs %i differences', (effect, n) => {
  expect(smallestDetectable(1, n)).toBeLessThanOrEqual(effect);
  expect(smallestDetectable(1, n - 1)).toBeGreaterThan(effect);
});

test('the power is that of the noncentral t', () => {
  for (const degrees of [1, 2, 5, 9, 19, 39])
    for (const shift of [0, 0.5, 2, 4]) {
      const wanted = 1 - jstat.noncentralt.cdf(studentWidth(0.95, degrees), degrees, shift);
      expect(powerOf(shift, degrees), `${degrees}, ${shift}`).toBeCloseTo(wanted, 6);
    }
});

test('without a difference a test finds half of its level on each side', () => {
  for (const degrees of [1, 2, 3, 5, 20]) expect(powerOf(0, degrees)).toBeCloseTo(0.025, 8);
});

test('it is found as often as it says', () => {
  const random = randomStream(3, 'power');
  const planted = smallestDetectable(2, 8);
  let found = 0;
  for (let i = 0; i < 4000; i++) {
    const { interval } = pairedDifferences(Array.from({ length: 8 }, () => planted + 2 * random.normal()));
    if ((interval?.low as number) > 0) found++;
  }
  expect(Math.abs(found / 4000 - 0.8)).toBeLessThan(3 * Math.sqrt((0.8 * 0.2) / 4000));
});

test('the normal distribution is the inverse of its quantile', () => {
  for (const p of [1e-12, 1e-6, 0.01, 0.3, 0.5, 0.9, 0.999999]) expect(Math.abs(normalBelow(normalQuantile(p)) - p)).toBeLessThan(1e-14);
  expect([normalBelow(-9), normalBelow(9)]).toEqual([0, 1]);
});

test('more differences, or less spread, show smaller ones; one shows none', () => {
  expect(smallestDetectable(1, 16)).toBeLessThan(smallestDetectable(1, 6));
  expect(smallestDetectable(0.5, 6)).toBeCloseTo(smallestDetectable(1, 6) / 2, 12);
  expect(smallestDetectable(0, 6)).toBe(0);
  expect(() => smallestDetectable(1, 1)).toThrow(RangeError);
});

test('whatever the number of differences and the power, it has that very power', () => {
  for (const power of [0.5, 0.8, 0.95])
    for (const n of [2, 3, 4, 5, 6, 7, 9, 12, 16, 23, 40]) expect(powerOf(smallestDetectable(1, n, 0.95, power) * Math.sqrt(n), n - 1)).toBeCloseTo(power, 9);
});
