import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { bootstrapMean } from './bootstrap';

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
  const [drawn, exact] = [bootstrapMean(values, randomStream(5, 'again'), 0.9, 200_000), exactly(values, 0.9)];
  expect(drawn.low).toBeCloseTo(exact.low, 2);
  expect(drawn.high).toBeCloseTo(exact.high, 2);
});

test('with many differences it covers what is planted about as often as it says', () => {
  const random = randomStream(6, 'covers');
  let covered = 0;
  for (let i = 0; i < 1000; i++) {
    const { low, high } = bootstrapMean(
      Array.from({ length: 40 }, () => 1 + random.normal()),
      random,
      0.95,
      500,
    );
    if (low <= 1 && 1 <= high) covered++;
  }
  // A little below the level, as is known of it; three standard errors either way.
  expect(covered / 1000).toBeGreaterThan(0.905);
  expect(covered / 1000).toBeLessThan(0.97);
});

test('equal differences have no width; one seed gives one interval; none is refused', () => {
  expect(bootstrapMean([2, 2, 2], randomStream(1, 'a'))).toEqual({ low: 2, high: 2 });
  const twice = [1, 2].map(() => bootstrapMean([1, 2, 4], randomStream(1, 'a')));
  expect(twice[0]).toEqual(twice[1]);
  expect(() => bootstrapMean([], randomStream(1, 'a'))).toThrow(RangeError);
});
