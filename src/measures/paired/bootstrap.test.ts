import { expect, test } from 'vitest';
import { FULL } from '../../lib/full.test-helper';
import { randomStream } from '../../lib/random';
import { bootstrapInterval } from './bootstrap';

const meanOf = (values: readonly number[]) => (places: Int32Array) => places.reduce((sum, at) => sum + (values[at] as number), 0) / places.length;
const bootstrapMean = (values: readonly number[], random: ReturnType<typeof randomStream>, options = {}) =>
  bootstrapInterval(values.length, meanOf(values), random, options) as { value: number; low: number; high: number };

/** All n^n ways to draw n values again, each as likely. */
function exactly(values: readonly number[], level: number): { low: number; high: number } {
  const n = values.length;
  const means = Array.from({ length: n ** n }, (_, way) => {
    let [sum, rest] = [0, way];
    for (let i = 0; i < n; i++) {
      sum += values[rest % n] as number;
      rest = Math.floor(rest / n);
    }
    return sum / n;
  }).sort((a, b) => a - b);
  const at = (share: number) => means[Math.round(share * (n ** n - 1))] as number;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

test('is what all ways to draw again give', () => {
  const values = [0.3, -0.1, 0.9, 0.4, 0.25, 1.1];
  const [drawn, exact] = [bootstrapMean(values, randomStream(5, 'again'), { level: 0.9, draws: 200_000 }), exactly(values, 0.9)];
  expect(drawn.value).toBeCloseTo(2.85 / 6, 12);
  expect(drawn.low).toBeCloseTo(exact.low, 2);
  expect(drawn.high).toBeCloseTo(exact.high, 2);
});

// Efron and Tibshirani, An Introduction to the Bootstrap, 1993, table 2.1: survival of mice. The ideal bootstrap's standard errors are
// 23.36 (treated) and 13.34 (controls), which divide by n; 25.24 and 14.14 of the formula divide by n - 1.
test.each([
  [[94, 197, 16, 38, 99, 141, 23], 23.36],
  [[52, 104, 146, 10, 51, 30, 40, 27, 46], 13.34],
])('the published example: mice %j have a standard error of %d', (days, wanted) => {
  const draws = 20_000;
  const means: number[] = [];
  const mean = meanOf(days);
  bootstrapInterval(days.length, (places) => means[means.push(mean(places)) - 1] as number, randomStream(2, 'mice'), { draws });
  const [, ...drawn] = means;
  expect(drawn).toHaveLength(draws);
  const centre = drawn.reduce((a, b) => a + b) / draws;
  const deviation = Math.sqrt(drawn.reduce((sum, each) => sum + (each - centre) ** 2, 0) / draws);
  // Four standard errors of a deviation of so many draws.
  expect(Math.abs(deviation / wanted - 1)).toBeLessThan(4 / Math.sqrt(2 * draws));
});

test('over many seeds it covers a planted difference 93 to 97 times in 100', () => {
  const random = randomStream(6, 'covers');
  const tables = FULL ? 10_000 : 1000;
  let covered = 0;
  for (let i = 0; i < tables; i++) {
    const seeds = Array.from({ length: 40 }, () => 1 + random.normal());
    const { low, high } = bootstrapMean(seeds, random, { draws: 500 });
    if (low <= 1 && 1 <= high) covered++;
  }
  // In truth it covers 94 times; three standard errors either way, for the shorter form.
  const slack = FULL ? 0 : 3 * Math.sqrt((0.06 * 0.94) / tables) - 0.01;
  expect(covered / tables).toBeGreaterThan(0.93 - slack);
  expect(covered / tables).toBeLessThan(0.97 + slack);
});

test('what the draws are off by is taken away', () => {
  // The largest of some values: draws lack it a third of the time, so the percentiles lie too low.
  const values = Array.from({ length: 50 }, (_, i) => i);
  const largest = (places: Int32Array) => Math.max(...places);
  const { value, low, high } = bootstrapInterval(values.length, largest, randomStream(1, 'off')) ?? { value: 0, low: 0, high: 0 };
  expect(value).toBe(49);
  expect(high).toBeGreaterThan(49.3);
  expect(low).toBeLessThan(49);
});

test('equal units have no width; one stream gives one interval; what has no statistic has no interval', () => {
  expect(bootstrapMean([2, 2, 2], randomStream(1, 'a'))).toEqual({ value: 2, low: 2, high: 2 });
  const twice = [1, 2].map(() => bootstrapMean([1, 2, 4], randomStream(1, 'a')));
  expect(twice[0]).toEqual(twice[1]);
  expect(bootstrapInterval(3, () => null, randomStream(1, 'a'))).toBeNull();
  // Known of all, and of too few draws.
  const distinct = (places: Int32Array) => (new Set(places).size === 3 ? 1 : null);
  expect(bootstrapInterval(3, distinct, randomStream(1, 'a'))).toBeNull();
  expect(() => bootstrapInterval(0, () => 1, randomStream(1, 'a'))).toThrow(RangeError);
});
