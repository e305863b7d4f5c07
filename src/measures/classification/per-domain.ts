/** By domain; null where there is none. */
type ByDomain = readonly (number | null | undefined)[];

/**
 * Mean over the domains that have a number. Where the best possible AUC is known to be 0.5, the labels are noise: whatever a model
 * scores there is luck, and has no part in the mean.
 *
 * @param bestPossible AUC, where it is known
 */
export function perDomain(values: ByDomain, bestPossible?: { byDomain: ByDomain }): number | null {
  const known = values.filter((value, d) => typeof value === 'number' && bestPossible?.byDomain[d] !== 0.5) as number[];
  return known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : null;
}
