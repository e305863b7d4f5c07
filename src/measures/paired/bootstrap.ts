import type { Random } from '../../lib/random';

/** Draws of whole experiments. */
const DRAWS = 10_000;

/**
 * The percentile interval of a mean under drawing its differences again, with replacement (Efron, Annals of Statistics 7, 1979). With a
 * dozen differences or fewer it is too narrow; Student's is the one to trust there, and this one says whether a few far values made it.
 *
 * @param differences at least one
 * @param level 0..1
 * @throws RangeError for none
 */
export function bootstrapMean(differences: readonly number[], random: Random, level = 0.95, draws = DRAWS): { low: number; high: number } {
  const n = differences.length;
  if (n === 0) throw new RangeError('There are no differences.');
  const means = Float64Array.from({ length: draws }, () => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += differences[random.below(n)] as number;
    return sum / n;
  }).sort();
  const at = (share: number) => means[Math.min(draws - 1, Math.max(0, Math.round(share * draws - 0.5)))] as number;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
