import { signFlip } from './sign-flip';
import { studentWidth } from './student';

/** What paired differences say, one a seed. */
export interface PairedDifferences {
  n: number;
  mean: number;
  /** Of the mean; null for one difference. */
  standardError: number | null;
  /** Student's interval of the mean; null for one difference. */
  interval: { low: number; high: number } | null;
  /** Of the exact sign-flip test, two-sided. */
  p: number;
  /** Differences above 0. */
  won: number;
}

/**
 * @param differences at least one, at most 40
 * @param level of the interval
 * @throws RangeError for none, for more, or for one that is no number
 */
export function pairedDifferences(differences: readonly number[], level = 0.95): PairedDifferences {
  const n = differences.length;
  if (n === 0) throw new RangeError('There are no differences.');
  const p = signFlip(differences);
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / n;
  const won = differences.filter((difference) => difference > 0).length;
  if (n === 1) return { n, mean, standardError: null, interval: null, p, won };
  const variance = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0) / (n - 1);
  const standardError = Math.sqrt(variance / n);
  const half = studentWidth(level, n - 1) * standardError;
  return { n, mean, standardError, interval: { low: mean - half, high: mean + half }, p, won };
}
