import type { AdapterFactors } from '../measures/generated-weights';
import type { AdapterUse } from './types';

/** A sigmoid beyond these hardly moves with its input: its slope is below a hundredth. */
const [LOW, HIGH] = [0.01, 0.99];

/**
 * What an adapter does to rows.
 *
 * @param h [n, k * k] the rows' matrices, as the adapters use them
 * @param z [n, m] what it reads
 * @param added [n, m] what it adds
 * @param b1 [r]
 * @param domains [n] each row's domain
 */
export function adapterUse(
  h: Float32Array,
  z: Float32Array,
  added: Float32Array,
  { width, bottleneck, k, u1, v1 }: AdapterFactors,
  b1: Float32Array,
  domains: ArrayLike<number>,
  domainCount: number,
): AdapterUse {
  const n = domains.length;
  const [sizes, saturated, rows] = [new Float64Array(domainCount), new Float64Array(domainCount), new Float64Array(domainCount)];
  const everActive = new Uint8Array(bottleneck);
  for (let i = 0; i < n; i++) {
    const d = domains[i] as number;
    const own = z.subarray(i * width, (i + 1) * width);
    const before = length(own);
    const activations = sigmoids(own, h.subarray(i * k * k, (i + 1) * k * k), { k, bottleneck, u1, v1 }, b1);
    rows[d] = (rows[d] as number) + 1;
    // A row whose units are all 0 has nothing to compare with.
    sizes[d] = (sizes[d] as number) + (before > 0 ? length(added.subarray(i * width, (i + 1) * width)) / before : 0);
    for (let j = 0; j < bottleneck; j++) {
      const a = activations[j] as number;
      if (a > HIGH || a < LOW) saturated[d] = (saturated[d] as number) + 1;
      else everActive[j] = 1;
    }
  }
  const mean = (sums: Float64Array, each: number) => Array.from(sums, (sum, d) => (rows[d] ? sum / ((rows[d] as number) * each) : null));
  return {
    size: mean(sizes, 1),
    saturated: mean(saturated, bottleneck),
    dead: n > 0 ? everActive.reduce((sum, active) => sum + 1 - active, 0) / bottleneck : 0,
  };
}

/** sigmoid(z U1 H V1 + b1) of one row: [r] */
function sigmoids(
  z: Float32Array,
  h: Float32Array,
  { k, bottleneck, u1, v1 }: Pick<AdapterFactors, 'k' | 'bottleneck' | 'u1' | 'v1'>,
  b1: Float32Array,
): Float64Array {
  const activations = rowTimes(rowTimes(rowTimes(z, u1, k), h, k), v1, bottleneck);
  return activations.map((x, j) => 1 / (1 + Math.exp(-(x + (b1[j] as number)))));
}

/** [n] x [n, m] -> [m] */
function rowTimes(row: ArrayLike<number>, matrix: Float32Array, m: number): Float64Array {
  const out = new Float64Array(m);
  for (let i = 0; i < row.length; i++) {
    const factor = row[i] as number;
    if (factor === 0) continue;
    for (let j = 0; j < m; j++) out[j] = (out[j] as number) + factor * (matrix[i * m + j] as number);
  }
  return out;
}

function length(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
