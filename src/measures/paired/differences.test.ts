import { expect, test } from 'vitest';
import { pairedDifferences } from './differences';

// Student's own example: hours of sleep gained by ten patients (Biometrika 6, 1908). Mean 1.58, sd 1.230, t 4.06.
const SLEEP = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];

test('Student’s example', () => {
  const { n, mean, standardError, interval, won, p } = pairedDifferences(SLEEP);
  expect(n).toBe(10);
  expect(mean).toBeCloseTo(1.58, 12);
  expect(mean / (standardError as number)).toBeCloseTo(4.0621, 4);
  expect(interval?.low).toBeCloseTo(0.7001, 4);
  expect(interval?.high).toBeCloseTo(2.4599, 4);
  // The zero is not won, and nine on one side are two patterns of 2^9.
  expect(won).toBe(9);
  expect(p).toBe(2 / 2 ** 9);
});

test('one difference has no interval, equal ones an interval of no width', () => {
  expect(pairedDifferences([0.01])).toEqual({ n: 1, mean: 0.01, standardError: null, interval: null, p: 1, won: 1 });
  expect(pairedDifferences([2, 2, 2])).toEqual({ n: 3, mean: 2, standardError: 0, interval: { low: 2, high: 2 }, p: 0.25, won: 3 });
});

test('a narrower level gives a narrower interval', () => {
  const [wide, narrow] = [pairedDifferences(SLEEP, 0.99).interval, pairedDifferences(SLEEP, 0.5).interval];
  expect(wide?.low).toBeLessThan(narrow?.low as number);
});

test('refuses none', () => {
  expect(() => pairedDifferences([])).toThrow(RangeError);
});
