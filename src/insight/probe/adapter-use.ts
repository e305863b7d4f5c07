import type { AdapterFactors } from '../../measures/spectra/generated-weights';
import type { AdapterUse } from '../../protocol/insight';

/** A sigmoid beyond these hardly moves with its input: its slope is below a hundredth. */
const [LOW, HIGH] = [0.01, 0.99];
/** A unit that differs by less from row to row passes on next to nothing of them. */
const STILL = 0.01;

/**
 * What an adapter does to rows.
 *
 * @param h [n, q] what the rows' weights are made from, as the adapters use it
 * @param z [n, m] what it reads
 * @param added [n, m] what it adds
 * @param b1 [r]
 * @param domains [n] each row's domain
 */
export function adapterUse(
  h: Float32Array,
  z: Float32Array,
  added: Float32Array,
  factors: AdapterFactors,
  b1: Float32Array,
  domains: ArrayLike<number>,
  domainCount: number,
): AdapterUse {
  const n = domains.length;
  const { width, bottleneck } = factors;
  const made = n > 0 ? h.length / n : 0;
  const [sizes, sized, saturated, rows] = [0, 1, 2, 3].map(() => new Float64Array(domainCount)) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const [sums, squares] = [new Float64Array(bottleneck), new Float64Array(bottleneck)];
  const everActive = new Uint8Array(bottleneck);
  const sigmoids = sigmoidsOf(factors, b1);
  for (let i = 0; i < n; i++) {
    const d = domains[i] as number;
    const own = z.subarray(i * width, (i + 1) * width);
    const before = length(own);
    const activations = sigmoids(own, h.subarray(i * made, (i + 1) * made));
    rows[d] = (rows[d] as number) + 1;
    // A row whose units are all 0 has nothing to compare with.
    if (before > 0) {
      sizes[d] = (sizes[d] as number) + length(added.subarray(i * width, (i + 1) * width)) / before;
      sized[d] = (sized[d] as number) + 1;
    }
    for (let j = 0; j < bottleneck; j++) {
      const a = activations[j] as number;
      sums[j] = (sums[j] as number) + a;
      squares[j] = (squares[j] as number) + a * a;
      if (a > HIGH || a < LOW) saturated[d] = (saturated[d] as number) + 1;
      else everActive[j] = 1;
    }
  }
  const mean = (totals: Float64Array, counts: Float64Array, each: number) =>
    Array.from(totals, (total, d) => (counts[d] ? total / ((counts[d] as number) * each) : null));
  const deviation = (j: number) => Math.sqrt(Math.max(0, (squares[j] as number) / n - ((sums[j] as number) / n) ** 2));
  return {
    size: mean(sizes, sized, 1),
    saturated: mean(saturated, rows, bottleneck),
    dead: n > 0 ? everActive.reduce((sum, active) => sum + 1 - active, 0) / bottleneck : 0,
    still: n > 0 ? Array.from(sums.keys()).filter((j) => deviation(j) < STILL).length / bottleneck : 0,
  };
}

/** What gives sigmoid(z W_down + b1) of one row: [r], which the next row overwrites. Looks come often, so that arrays are made once. */
function sigmoidsOf({ width, bottleneck, k, u1, v1, down }: AdapterFactors, b1: Float32Array) {
  const [inner, turned, activations, plus] = [k, k, bottleneck, bottleneck].map((size) => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const ofFree = (free: Float32Array, z: Float32Array, h: Float32Array) => {
    if (u1.length === 0) {
      const own = Math.max(0, h.indexOf(1)) * width * bottleneck;
      multiply(z, free.subarray(own, own + width * bottleneck), activations);
      return;
    }
    multiply(u1, h, turned);
    multiply(turned, v1, plus);
    multiply(z, free, activations);
    for (let j = 0; j < bottleneck; j++) activations[j] = (activations[j] as number) + (plus[j] as number);
  };
  return (z: Float32Array, h: Float32Array): Float64Array => {
    if (down) ofFree(down, z, h);
    else {
      multiply(z, u1, inner);
      if (h.length > 0) multiply(inner, h, turned);
      multiply(h.length > 0 ? turned : inner, v1, activations);
    }
    for (let j = 0; j < bottleneck; j++) activations[j] = 1 / (1 + Math.exp(-((activations[j] as number) + (b1[j] as number))));
    return activations;
  };
}

/** [n] x [n, m] -> out [m] */
function multiply(row: Float32Array | Float64Array, matrix: Float32Array, out: Float64Array): void {
  const m = out.length;
  out.fill(0);
  for (let i = 0; i < row.length; i++) {
    const factor = row[i] as number;
    if (factor === 0) continue;
    for (let j = 0, at = i * m; j < m; j++, at++) out[j] = (out[j] as number) + factor * (matrix[at] as number);
  }
}

function length(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2;
  return Math.sqrt(sum);
}
