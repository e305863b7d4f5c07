import { type AdapterFactors, generatedWeights } from '../../measures/spectra/generated-weights';
import { singularValues } from '../../measures/spectra/spectrum';
import type { DomainMean, Look } from '../../protocol/insight';

/**
 * @param h [n, size] the matrices of rows
 * @param domains [n] each row's domain, below `count`
 * @returns [count]
 */
export function meansOf(h: Float32Array, domains: readonly number[], count: number, size: number): DomainMean[] {
  return Array.from({ length: count }, (_, d) => {
    const sums = new Float64Array(size);
    let rows = 0;
    for (const [i, domain] of domains.entries()) {
      if (domain !== d) continue;
      rows++;
      for (let j = 0; j < size; j++) sums[j] = (sums[j] as number) + (h[i * size + j] as number);
    }
    return { rows, h: Float32Array.from(sums, (sum) => (rows > 0 ? sum / rows : 0)) };
  });
}

/** Singular values of the domains' mean H [k, k], and of the weights that each makes; none for a domain without rows. @param generated whether there is an H */
export function spectraOf(means: readonly DomainMean[], factors: readonly AdapterFactors[], k: number, generated = true): Look['spectra'] {
  const none = new Float32Array();
  const spectrum = (values: Float32Array, rows: number, columns: number) => new Float32Array(singularValues(values, rows, columns));
  return {
    h: means.map(({ rows, h }) => (rows > 0 && generated ? spectrum(h, k, k) : none)),
    adapters: factors.map((each) => {
      const { width, bottleneck } = each;
      const weights = means.map(({ rows, h }) => (rows > 0 ? generatedWeights(h, each) : undefined));
      return {
        down: weights.map((w) => (w ? spectrum(w.down, width, bottleneck) : none)),
        up: weights.map((w) => (w ? spectrum(w.up, bottleneck, width) : none)),
      };
    }),
  };
}
