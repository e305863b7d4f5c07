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
