import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { differenceOfShares, wilson } from './proportion';

test('intervals as published (Newcombe, Statistics in Medicine 17, 1998, table I, method 3)', () => {
  for (const [successes, n, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    const got = wilson(successes, n);
    expect(got.low).toBeCloseTo(low, 4);
    expect(got.high).toBeCloseTo(high, 4);
  }
});

test('its ends are where the score test just rejects', () => {
  const z = 1.6448536269514722;
  for (const [successes, n] of [
    [3, 17],
    [9, 10],
  ] as const) {
    const { low, high } = wilson(successes, n, 0.9);
    for (const end of [low, high]) expect(Math.abs(successes / n - end) / Math.sqrt((end * (1 - end)) / n)).toBeCloseTo(z, 10);
  }
});

test('no rows say nothing; none and all are certain on one side; successes and failures mirror', () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  expect(wilson(0, 7).low).toBe(0);
  expect(wilson(7, 7).high).toBe(1);
  expect(wilson(7, 7).low).toBeCloseTo(1 - wilson(0, 7).high, 14);
});

test('it holds the true share about 95 times in 100', () => {
  const random = randomStream(1, 'wilson');
  for (const share of [0.05, 0.3, 0.5]) {
    let held = 0;
    for (let round = 0; round < 4000; round++) {
      let successes = 0;
      for (let i = 0; i < 60; i++) if (random.uniform() < share) successes++;
      const { low, high } = wilson(successes, 60);
      if (low <= share && share <= high) held++;
    }
    expect(Math.abs(held / 4000 - 0.95)).toBeLessThan(0.025);
  }
});

test('differences as published (Newcombe, Statistics in Medicine 17, 1998, part two, table II, method 10)', () => {
  for (const [a, rowsA, b, rowsB, low, high] of [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 10, 0.6075, 1],
  ] as const) {
    const got = differenceOfShares(a, rowsA, b, rowsB);
    expect(got.rate).toBeCloseTo(a / rowsA - b / rowsB, 12);
    expect(got.low).toBeCloseTo(low, 3);
    expect(got.high).toBeCloseTo(high, 3);
  }
  expect(differenceOfShares(1, 2, 0, 0)).toEqual({ rate: 0, low: -1, high: 1 });
});
