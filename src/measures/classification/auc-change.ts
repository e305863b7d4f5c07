import { intervalWidth } from './normal';
import { aucDifference, intervalIsSound, type RocComponents } from './roc';

/** A difference of two AUCs on the same rows, or a mean of such, with its 95 % interval. */
export interface AucChange {
  difference: number;
  low: number;
  high: number;
  standardError: number;
}

/**
 * The AUC of `changed` less that of `known`, two scorings of the same rows, with DeLong's interval.
 *
 * @returns null where one is missing, or the rows are too few of a class for an interval to be sound
 * @throws Error where the two are not of the same rows, as far as their numbers tell
 */
export function aucChange(changed: RocComponents | null, known: RocComponents | null): AucChange | null {
  if (!changed || !known || !intervalIsSound(known)) return null;
  const { difference, standardError } = aucDifference(changed, known);
  return changeWithError(difference, standardError as number);
}

/** Mean over the domains that have a change. Their rows are independent of each other, so variances add; null without any. */
export function meanAucChange(changes: readonly (AucChange | null)[]): AucChange | null {
  const some = changes.flatMap((each) => each ?? []);
  if (some.length === 0) return null;
  const difference = some.reduce((sum, each) => sum + each.difference, 0) / some.length;
  return changeWithError(difference, Math.sqrt(some.reduce((sum, each) => sum + each.standardError ** 2, 0)) / some.length);
}

/** What a difference of sums of a few doubles may be where there is none: no row has changed its place. */
const ROUNDING = 1e-12;

/** A difference of AUCs with its normal 95 % interval, cut at -1 and 1. */
export function changeWithError(raw: number, standardError: number): AucChange {
  const difference = Math.abs(raw) < ROUNDING ? 0 : raw;
  const reach = intervalWidth(0.95) * standardError;
  return { difference, standardError, low: Math.max(-1, difference - reach), high: Math.min(1, difference + reach) };
}
