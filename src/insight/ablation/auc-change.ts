import { aucChange, changeWithError, meanAucChange } from '../../measures/classification/auc-change';
import { meanComponents, type RocComponents } from '../../measures/classification/roc';
import type { Change } from '../../protocol/insight';

/** [D] a scoring of the rows, by domain; null where a domain's rows hold one class only. */
export type Measured = (RocComponents | null)[];
/** What became of the AUC by domain, and of its mean over the domains. */
export interface Changes {
  byDomain: (Change | null)[];
  mean: Change | null;
}

/** The scorings as one, where each has components and there is one at all. */
export function averaged(list: readonly (RocComponents | null)[]): RocComponents | null {
  const some = list.flatMap((each) => each ?? []);
  return some.length === list.length && some.length > 0 ? meanComponents(some) : null;
}

/** Changes of AUC by domain. */
export function changesOf(changed: Measured, trained: Measured): Changes {
  const byDomain = changed.map((each, d) => aucChange(each, trained[d] ?? null));
  return { byDomain, mean: meanAucChange(byDomain) };
}

/**
 * Changes of AUC by scorings that chance made, such as shuffles. The change is that of their mean. Its variance is the sum of two: that
 * of the rows (DeLong's, of the scorings' mean), and that of the scorings (their AUCs' sample variance, divided by their number). Shuffles
 * may mix domains, so for the mean over domains it is the scorings' means that vary.
 *
 * The sum errs to the wide side: DeLong's part, too, holds some of what chance did to single rows. In simulation the standard error is
 * 1.0 to 1.2 times the true one. DeLong's alone is 0.9 to 1.03 times the true one, and so may claim too much.
 *
 * @param scorings at least two
 */
export function changesOver(scorings: readonly Measured[], trained: Measured): Changes {
  const { byDomain, mean } = changesOf(
    trained.map((_, d) => averaged(scorings.map((each) => each[d] ?? null))),
    trained,
  );
  const some = byDomain.flatMap((change, d) => (change ? [d] : []));
  const aucOf = (scoring: Measured, d: number) => scoring[d]?.auc ?? 0;
  return {
    byDomain: byDomain.map(
      (change, d) =>
        change &&
        widened(
          change,
          scorings.map((each) => aucOf(each, d)),
        ),
    ),
    mean:
      mean &&
      widened(
        mean,
        scorings.map((each) => some.reduce((sum, d) => sum + aucOf(each, d), 0) / some.length),
      ),
  };
}

/** The change with the variance of the mean of `values` added. */
function widened({ difference, standardError }: Change, values: readonly number[]): Change {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return changeWithError(difference, Math.sqrt(standardError ** 2 + variance / values.length));
}
