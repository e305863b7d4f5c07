import { mean } from '../../lib/mean';

/** By domain; null where there is none. */
type ByDomain = readonly (number | null | undefined)[];

/**
 * Mean over the domains that have a number. Where the best possible AUC is known to be 0.5, the labels are noise: whatever a model
 * scores there is luck, and has no part in the mean.
 *
 * @param bestPossible AUC, where it is known
 */
export function meanOverDomains(values: ByDomain, bestPossible?: { byDomain: ByDomain }): number | null {
  return mean(values.filter((_, d) => bestPossible?.byDomain[d] !== 0.5));
}
