/** The parts of an adapter that its weights are generated from, row-major. */
export interface AdapterFactors {
  width: number;
  bottleneck: number;
  k: number;
  /** [width, k] */
  u1: Float32Array;
  /** [k, bottleneck] */
  v1: Float32Array;
  /** [bottleneck, k] */
  u2: Float32Array;
  /** [k, width] */
  v2: Float32Array;
}

export interface AdapterMatrices {
  /** W_down, [width, bottleneck] */
  down: Float32Array;
  /** W_up, [bottleneck, width] */
  up: Float32Array;
}

/**
 * W_down = U1 H V1 and W_up = U2 H V2 for one matrix H. W is linear in H, so that for the mean H of a domain's rows
 * these are exactly the domain's mean weights.
 */
export function generatedWeights(h: Float32Array, factors: AdapterFactors): AdapterMatrices {
  const { width, bottleneck, k, u1, v1, u2, v2 } = factors;
  return {
    down: product(product(u1, h, width, k, k), v1, width, k, bottleneck),
    up: product(product(u2, h, bottleneck, k, k), v2, bottleneck, k, width),
  };
}

/** [n, m] x [m, p], sums in double precision. */
function product(a: Float32Array, b: Float32Array, n: number, m: number, p: number): Float32Array {
  const out = new Float32Array(n * p);
  const row = new Float64Array(p);
  for (let i = 0; i < n; i++) {
    row.fill(0);
    for (let l = 0; l < m; l++) {
      const factor = a[i * m + l] as number;
      for (let j = 0; j < p; j++) row[j] = (row[j] as number) + factor * (b[l * p + j] as number);
    }
    out.set(row, i * p);
  }
  return out;
}
