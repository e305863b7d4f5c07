import { expect, test } from 'vitest';
import { countTicks, decimalsOf, rangeOf, ticksWithin } from './ticks';

test('round numbers within the range', () => {
  expect(ticksWithin(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticksWithin(-0.031, 0.012, 4)).toEqual([-0.03, -0.02, -0.01, 0, 0.01]);
  expect(ticksWithin(-0.03, 0.03, 6)).toEqual([-0.03, -0.02, -0.01, 0, 0.01, 0.02, 0.03]);
  expect(ticksWithin(0, 2300, 4)).toEqual([0, 500, 1000, 1500, 2000]);
  expect(ticksWithin(3, 3, 4)).toEqual([3]);
});

test('zero is zero', () => {
  expect(ticksWithin(-1, 1, 4).some((tick) => Object.is(tick, -0))).toBe(false);
});

test('as many decimals as tell them apart', () => {
  expect(decimalsOf([0, 0.2])).toBe(1);
  expect(decimalsOf([0, 0.05])).toBe(2);
  expect(decimalsOf([0, 0.001])).toBe(3);
  expect(decimalsOf([0, 500])).toBe(0);
});

test('a range with room at both ends, whatever it holds', () => {
  expect(rangeOf([0, null, 10, Number.NaN], 0.1)).toEqual([-1, 11]);
  expect(rangeOf([])).toEqual([0, 1]);
  const [low, high] = rangeOf([5, 5]);
  expect(low).toBeLessThan(5);
  expect(high).toBeGreaterThan(5);
  const [below, above] = rangeOf([0]);
  expect(below).toBeLessThan(above);
});

test('what is counted has whole ticks, and its first always', () => {
  expect(countTicks([1, 14], 163)).toEqual([1, 5, 10]);
  expect(countTicks([0, 2], 500)).toEqual([0, 1, 2]);
  expect(countTicks([1, 3], 30)).toEqual([1, 2]);
});
