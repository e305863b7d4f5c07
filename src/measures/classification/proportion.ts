import { intervalWidth } from './normal';

/**
 * Wilson's score interval for a share (Journal of the American Statistical Association 22, 1927), without continuity
 * correction: never outside 0..1, and of use with few rows and with shares near 0.
 *
 * @param successes 0..n
 * @param level 0..1
 * @returns 0..1 where there are no rows
 */
export function wilson(successes: number, n: number, level = 0.95): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 };
  const z = intervalWidth(level);
  const share = successes / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = ((z / n) * Math.sqrt(n * share * (1 - share) + (z * z) / 4)) / (1 + (z * z) / n);
  // The ends of 0 of n and n of n are 0 and 1 exactly, but for rounding.
  return { low: successes === 0 ? 0 : Math.max(0, centre - half), high: successes === n ? 1 : Math.min(1, centre + half) };
}

/**
 * The difference of two shares with its interval, by Newcombe's method from their Wilson intervals (Statistics in Medicine 17, 1998,
 * method 10): it holds where shares are near 0 or 1 and rows are few.
 *
 * @returns `rate` a less b, and the interval's ends, -1..1; the whole of it where one has no rows
 */
export function differenceOfShares(a: number, rowsA: number, b: number, rowsB: number, level = 0.95): { rate: number; low: number; high: number } {
  if (rowsA === 0 || rowsB === 0) return { rate: 0, low: -1, high: 1 };
  const [p, q] = [a / rowsA, b / rowsB];
  const [first, second] = [wilson(a, rowsA, level), wilson(b, rowsB, level)];
  const rate = p - q;
  return { rate, low: rate - Math.hypot(p - first.low, second.high - q), high: rate + Math.hypot(first.high - p, q - second.low) };
}
