import type { Random } from '../../lib/random';

const DRAWS = 2000;

/**
 * An interval of a statistic under drawing its units again, with replacement (Efron, Annals of Statistics 7, 1979): percentiles of the drawn
 * ones, moved by what they are off on average (a share of explained variance rises when units are drawn twice). With a dozen units or fewer
 * it is too narrow for a mean: there Student's is the one to trust.
 *
 * @param n units, from 1: seeds, or configurations
 * @param statistic of units by their places, each as often as it was drawn; null where they have none. Asked for all units first
 * @param level 0..1
 * @returns null where all units together have none, or fewer than nine of ten draws do
 * @throws RangeError for no units
 */
export function bootstrapInterval(
  n: number,
  statistic: (places: Int32Array) => number | null,
  random: Random,
  { level = 0.95, draws = DRAWS }: { level?: number; draws?: number } = {},
): { value: number; low: number; high: number } | null {
  if (n < 1) throw new RangeError('There are no units to draw.');
  const places = Int32Array.from({ length: n }, (_, i) => i);
  const value = statistic(places);
  if (value === null) return null;
  const drawn = new Float64Array(draws);
  let known = 0;
  for (let i = 0; i < draws; i++) {
    for (let j = 0; j < n; j++) places[j] = random.below(n);
    const each = statistic(places);
    if (each !== null) drawn[known++] = each;
  }
  if (known < 0.9 * draws) return null;
  const sorted = drawn.subarray(0, known).sort();
  const off = sorted.reduce((sum, each) => sum + each, 0) / known - value;
  const at = (share: number) => sorted[Math.min(known - 1, Math.max(0, Math.round(share * known - 0.5)))] as number;
  return { value, low: at((1 - level) / 2) - off, high: at((1 + level) / 2) - off };
}
