import type { MadeBatch } from '../../training/rows/batch';

/**
 * Which of the rows that were asked for lies at each place of their batch: that of its own number or, where batches are sorted by
 * domain, the next of its domain.
 *
 * @param domains [count] of the rows, as asked for
 * @returns [count]
 */
export function rowsByPlace({ starts }: Pick<MadeBatch, 'starts'>, domains: readonly number[]): number[] {
  const order = [...domains.keys()];
  // A stable sort, as the batcher's is.
  return starts ? order.sort((a, b) => (domains[a] as number) - (domains[b] as number)) : order;
}
