import { intervalWidth } from '../../measures/classification/normal';
import { aucDifference, intervalIsSound, meanComponents, type RocComponents } from '../../measures/classification/roc';
import type { Change } from '../../protocol/insight';

/** The scorings as one, where each has components and there is one at all. */
export function averaged(list: readonly (RocComponents | null)[]): RocComponents | null {
  const some = list.flatMap((each) => each ?? []);
  return some.length === list.length && some.length > 0 ? meanComponents(some) : null;
}

/** What became of an AUC; null where one is missing, or the rows are too few of a class for an interval to be sound. */
export function changeOf(changed: RocComponents | null, trained: RocComponents | null): Change | null {
  if (!changed || !trained || !intervalIsSound(trained)) return null;
  const { difference, low, high, standardError } = aucDifference(changed, trained);
  return { difference, low, high, standardError: standardError as number };
}

/** Mean over the domains that have a change; their rows are independent of each other. */
export function meanChange(changes: readonly (Change | null)[]): Change | null {
  const some = changes.flatMap((each) => each ?? []);
  if (some.length === 0) return null;
  const difference = some.reduce((sum, each) => sum + each.difference, 0) / some.length;
  const standardError = Math.sqrt(some.reduce((sum, each) => sum + each.standardError ** 2, 0)) / some.length;
  const reach = intervalWidth(0.95) * standardError;
  return { difference, standardError, low: difference - reach, high: difference + reach };
}
