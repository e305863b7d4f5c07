import { linearCka } from '../../measures/likeness/cka';
import { cosine } from '../../measures/likeness/cosine';
import { distancesFromGram, energyCoefficient, silhouette } from '../../measures/likeness/distances';
import type { DomainMean, Similarity } from '../../protocol/insight';

/** Fewer paired rows than this say nothing of how alike two domains are. */
const LEAST_PAIRED = 8;

/** What is measured of the paired rows' H, each time as rows of another domain. */
export interface PairedProducts {
  /** How many rows they are. */
  rows: number;
  /** [D] Gram matrices [p, p] of the rows less that domain's mean. */
  grams: readonly Float64Array[];
  /** [D, D] sums over the rows of H as one domain times H as the other, less the mean of all. */
  between: Float64Array;
}

/**
 * @param means [D]
 * @param gram [n, n] centred Gram matrix of the probe rows' H
 * @param domains [n]
 */
export function similarityOf(means: readonly DomainMean[], paired: PairedProducts, gram: Float64Array, domains: ArrayLike<number>): Similarity {
  const [D, n] = [means.length, domains.length];
  const distances = distancesFromGram(gram, n);
  const rowsOf = means.map(() => [] as number[]);
  for (let i = 0; i < n; i++) (rowsOf[domains[i] as number] as number[]).push(i);
  const enough = paired.rows >= LEAST_PAIRED;
  const { mean, byGroup } = silhouette(distances, n, domains, D);
  const meanOf = (d: number) => (means[d]?.rows ? (means[d] as DomainMean).h : undefined);
  return {
    cka: symmetric(D, (a, b) => (enough ? linearCka(paired.grams[a] as Float64Array, paired.grams[b] as Float64Array) : null)),
    moved: enough ? movedBetween(paired, D) : new Array(D * D).fill(null),
    cosine: symmetric(D, (a, b) => {
      const [x, y] = [meanOf(a), meanOf(b)];
      return x && y ? cosine(x, y) : null;
    }),
    energy: symmetric(D, (a, b) => (a === b && meanOf(a) ? 0 : energyCoefficient(distances, n, rowsOf[a] as number[], rowsOf[b] as number[]))),
    silhouette: { mean, byDomain: byGroup },
  };
}

/** Mean |H as a - H as b|^2 of a row, as a share of the mean |H(x) - H(y)|^2 of two rows of one domain: [D, D]; null where rows do not differ. */
function movedBetween({ rows, grams, between }: PairedProducts, domains: number): (number | null)[] {
  const trace = (gram: Float64Array) => Array.from({ length: rows }, (_, i) => gram[i * rows + i] as number).reduce((sum, value) => sum + value, 0);
  // Two different rows of n are apart by twice the variance, taken with n - 1.
  const apart = (2 * grams.reduce((sum, gram) => sum + trace(gram), 0)) / (domains * (rows - 1));
  const at = (a: number, b: number) => between[a * domains + b] as number;
  return symmetric(domains, (a, b) => (apart > 0 ? Math.max(0, (at(a, a) + at(b, b) - 2 * at(a, b)) / rows / apart) : null));
}

/** [D, D] of a measure that does not ask which comes first. */
function symmetric(domains: number, measure: (a: number, b: number) => number | null): (number | null)[] {
  const values: (number | null)[] = new Array(domains * domains).fill(null);
  for (let a = 0; a < domains; a++) {
    for (let b = a; b < domains; b++) {
      const value = measure(a, b);
      values[a * domains + b] = value;
      values[b * domains + a] = value;
    }
  }
  return values;
}
