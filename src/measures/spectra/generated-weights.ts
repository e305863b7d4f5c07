/** The parts of an adapter that a row's weights are made of, row-major: U and V, empty where there are none, and free matrices, where there are. */
export interface AdapterFactors {
  width: number;
  bottleneck: number;
  k: number;
  /** [width, k]; of a generated bias [1, k] */
  u1: Float32Array;
  /** [k, bottleneck] */
  v1: Float32Array;
  /** [bottleneck, k]; of a generated bias [1, k] */
  u2: Float32Array;
  /** [k, width] */
  v2: Float32Array;
  /** [n, width, bottleneck] of n domains, or [1, width, bottleneck] of all, beside a generated bias */
  down?: Float32Array;
  /** [n, bottleneck, width] */
  up?: Float32Array;
}

export interface AdapterMatrices {
  /** W_down, [width, bottleneck] */
  down: Float32Array;
  /** W_up, [bottleneck, width] */
  up: Float32Array;
}

/**
 * W_down = U1 H V1 and W_up = U2 H V2 for one matrix H; U V where H is empty. W is linear in H, so that for the mean H of a domain's rows
 * these are exactly the domain's mean weights. So are free matrices of each domain, where `h` says how much each counts; those that all
 * rows share are what they are.
 */
export function generatedWeights(h: Float32Array, factors: AdapterFactors): AdapterMatrices {
  const { width, bottleneck, u1, v1, u2, v2, down, up } = factors;
  if (down && up) {
    const size = width * bottleneck;
    const shares = u1.length > 0 ? Float32Array.of(1) : h;
    return { down: product(shares, down, 1, shares.length, size), up: product(shares, up, 1, shares.length, size) };
  }
  return { down: between(u1, h, v1, factors, width, bottleneck), up: between(u2, h, v2, factors, bottleneck, width) };
}

/** u1 H V1 [bottleneck] and u2 H V2 [width], which a row adds where its bias alone is generated; undefined where it adds none. */
export function generatedBiases(h: Float32Array, factors: AdapterFactors): AdapterMatrices | undefined {
  const { width, bottleneck, u1, v1, u2, v2, down } = factors;
  if (!down || u1.length === 0) return undefined;
  return { down: between(u1, h, v1, factors, 1, bottleneck), up: between(u2, h, v2, factors, 1, width) };
}

/** u H v, with H [k, k]; u v where H is empty. */
function between(u: Float32Array, h: Float32Array, v: Float32Array, { k }: AdapterFactors, rows: number, columns: number): Float32Array {
  return product(h.length > 0 ? product(u, h, rows, k, k) : u, v, rows, k, columns);
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
