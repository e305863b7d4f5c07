import { allFinite } from '../../lib/all-finite';
import { countAtMost, countBelow } from './bisect';
import { intervalWidth } from './normal';

/** An AUC and what each row adds to it, from which its variance is read (DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988). */
export interface RocComponents {
  auc: number;
  /** [positives] in row order: the share of negatives that the positive outranks, ties half. */
  byPositive: Float64Array;
  /** [negatives] in row order: the share of positives that outrank the negative, ties half. */
  byNegative: Float64Array;
}

/**
 * DeLong's components in O(n log n): a row's midrank among all less its midrank in its own class is the number of rows
 * of the other class below it, ties half (Sun and Xu, IEEE Signal Processing Letters 21, 2014). That number is looked
 * up in the sorted scores of the other class.
 *
 * @param labels [n] 0 or 1
 * @returns null where there is only one class, or a score is not a finite number
 */
export function rocComponents(scores: ArrayLike<number>, labels: ArrayLike<number>): RocComponents | null {
  if (!allFinite(scores)) return null;
  const positives = scoresOf(scores, labels, true);
  const negatives = scoresOf(scores, labels, false);
  if (positives.length === 0 || negatives.length === 0) return null;
  const [sortedPositives, sortedNegatives] = [positives.slice().sort(), negatives.slice().sort()];
  const byPositive = positives.map((score) => below(sortedNegatives, score) / negatives.length);
  const byNegative = negatives.map((score) => 1 - below(sortedPositives, score) / positives.length);
  return { auc: mean(byPositive), byPositive, byNegative };
}

/**
 * The components averaged over several scorings of the same rows, as by models from several seeds. Intervals from them
 * speak of the mean AUC of these scorings on other rows; how scorings differ from seed to seed is not in them.
 *
 * @throws Error without scorings, or where they are not of the same rows
 */
export function meanComponents(list: readonly RocComponents[]): RocComponents {
  const first = list[0];
  if (!first) throw new Error('There are no scorings to average.');
  for (const other of list) sameRows(first, other);
  const averaged = (of: (components: RocComponents) => Float64Array) =>
    of(first).map((_, i) => list.reduce((sum, each) => sum + (of(each)[i] as number), 0) / list.length);
  const byPositive = averaged((each) => each.byPositive);
  return { auc: mean(byPositive), byPositive, byNegative: averaged((each) => each.byNegative) };
}

/**
 * Normal interval of an AUC by DeLong's variance, cut at 0 and 1. Scores that separate the classes perfectly have no
 * variance, so the interval has no width, which claims too much where rows are few.
 *
 * @param level 0..1
 * @returns 0..1 where a class has fewer than 2 rows
 */
export function aucInterval(components: RocComponents, level = 0.95): { auc: number; low: number; high: number } {
  const { auc, byPositive, byNegative } = components;
  const error = standardErrorOf(byPositive, byNegative);
  if (error === null) return { auc, low: 0, high: 1 };
  const half = intervalWidth(level) * error;
  return { auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
}

/**
 * With fewer rows of a class there is no interval. In simulation a 95 % interval holds 84 % of the time with 5 positives,
 * 90 % with 10, 94 % with 30.
 */
const LEAST_OF_A_CLASS = 10;

/** Whether there are enough rows of each class for an interval to hold as often as its level says. */
export function intervalIsSound({ byPositive, byNegative }: RocComponents): boolean {
  return Math.min(byPositive.length, byNegative.length) >= LEAST_OF_A_CLASS;
}

/** DeLong's standard error of an AUC; null where the rows of a class are too few for it to be sound. */
export function aucStandardError(components: RocComponents): number | null {
  return intervalIsSound(components) ? standardErrorOf(components.byPositive, components.byNegative) : null;
}

export interface AucDifference {
  /** The AUC of `a` less that of `b`. */
  difference: number;
  low: number;
  high: number;
  /** null where a class has fewer than 2 rows. */
  standardError: number | null;
}

/**
 * Normal interval of the difference of two AUCs on the same rows, cut at -1 and 1. The variance of the components'
 * differences is DeLong's var(a) + var(b) - 2 cov(a, b), without its cancellation.
 *
 * @param level 0..1
 * @returns -1..1 where a class has fewer than 2 rows
 * @throws Error where the two are not of the same rows, as far as their numbers tell
 */
export function aucDifference(a: RocComponents, b: RocComponents, level = 0.95): AucDifference {
  sameRows(a, b);
  const difference = a.auc - b.auc;
  const standardError = standardErrorOf(
    a.byPositive.map((value, i) => value - (b.byPositive[i] as number)),
    a.byNegative.map((value, i) => value - (b.byNegative[i] as number)),
  );
  if (standardError === null) return { difference, low: -1, high: 1, standardError };
  const half = intervalWidth(level) * standardError;
  return { difference, low: Math.max(-1, difference - half), high: Math.min(1, difference + half), standardError };
}

function scoresOf(scores: ArrayLike<number>, labels: ArrayLike<number>, positive: boolean): Float64Array {
  let count = 0;
  for (let i = 0; i < scores.length; i++) if ((labels[i] === 1) === positive) count++;
  const out = new Float64Array(count);
  let place = 0;
  for (let i = 0; i < scores.length; i++) if ((labels[i] === 1) === positive) out[place++] = scores[i] as number;
  return out;
}

/** How many sorted values are below `x`, those equal to it half. */
function below(sorted: Float64Array, x: number): number {
  return (countBelow(sorted, x) + countAtMost(sorted, x)) / 2;
}

function sameRows(a: RocComponents, b: RocComponents): void {
  if (a.byPositive.length !== b.byPositive.length || a.byNegative.length !== b.byNegative.length) throw new Error('The scorings are not of the same rows.');
}

const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;

/** sqrt(var / positives + var / negatives); null where a class has fewer than 2 rows. */
function standardErrorOf(byPositive: Float64Array, byNegative: Float64Array): number | null {
  if (byPositive.length < 2 || byNegative.length < 2) return null;
  return Math.sqrt(variance(byPositive) / byPositive.length + variance(byNegative) / byNegative.length);
}

function variance(values: Float64Array): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
