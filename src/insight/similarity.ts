import { linearCka } from '../measures/cka';
import { cosine } from '../measures/cosine';
import { distancesFromGram, energyCoefficient, silhouette } from '../measures/distances';
import type { DomainMean, Similarity } from './types';

/** Fewer paired rows than this say nothing of how alike two domains are. */
const LEAST_PAIRED = 8;

/**
 * @param means [D]
 * @param pairedGrams [D] centred Gram matrices [p, p] of the paired rows' H, each as rows of that domain
 * @param gram [n, n] centred Gram matrix of the probe rows' H
 * @param domains [n]
 */
export function similarityOf(means: readonly DomainMean[], pairedGrams: readonly Float64Array[], gram: Float64Array, domains: ArrayLike<number>): Similarity {
  const n = domains.length;
  const distances = distancesFromGram(gram, n);
  const rowsOf = means.map((_, d) => Array.from({ length: n }, (_, i) => i).filter((i) => domains[i] === d));
  const enough = (pairedGrams[0]?.length ?? 0) >= LEAST_PAIRED ** 2;
  const between = (measure: (a: number, b: number) => number | null) => means.flatMap((_, a) => means.map((_, b) => measure(a, b)));
  const { mean, byGroup } = silhouette(distances, n, domains, means.length);
  return {
    cka: symmetric(means.length, (a, b) => (enough ? linearCka(pairedGrams[a] as Float64Array, pairedGrams[b] as Float64Array) : null)),
    cosine: between((a, b) => (means[a]?.rows && means[b]?.rows ? cosine((means[a] as DomainMean).h, (means[b] as DomainMean).h) : null)),
    energy: symmetric(means.length, (a, b) => (a === b ? 0 : energyCoefficient(distances, n, rowsOf[a] as number[], rowsOf[b] as number[]))),
    silhouette: { mean, byDomain: byGroup },
  };
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
