import { isolated } from '../../../lib/isolated';
import type { Overlap } from '../../../protocol/meaning';

/** A share of 0..1. */
export const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** What the numbers of a table mean, said of the first two domains that have some: an example is read faster than a definition. */
export function saidOfPair({ shared, jaccard }: Overlap, names: readonly string[]): string {
  for (const [a, row] of shared.entries()) {
    for (const [b, rows] of row.entries()) {
      const values = jaccard[a]?.[b];
      if (a === b || typeof rows !== 'number' || typeof values !== 'number') continue;
      return `${percent(rows)} of the rows of ${isolated(names[a] ?? '')} have a value that is found in ${isolated(names[b] ?? '')} too. In brackets: of all different values that ${isolated(names[a] ?? '')} or ${isolated(names[b] ?? '')} has, ${percent(values)} are in both.`;
    }
  }
  return 'no two domains have values of it.';
}
