/** Sweeps after which every matrix of doubles has long converged; about six are usual. */
const SWEEPS = 60;

/**
 * All eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations, row by row (Golub and Van Loan,
 * Matrix Computations, 8.5). O(n^3) a sweep: for matrices of a few dozen rows.
 *
 * @param a [n, n] finite, is left as it is
 * @returns values [n] descending; vectors [n, n], one a row, orthonormal
 * @throws Error where it does not converge
 */
export function jacobiEigen(a: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const work = Float64Array.from(a);
  const rotated = new Float64Array(n * n);
  for (let i = 0; i < n; i++) rotated[i * n + i] = 1;

  for (let sweep = 0; rotateAll(work, rotated, n); sweep++) {
    if (sweep === SWEEPS) throw new Error(`Jacobi's rotations did not converge on a matrix of ${n} rows; does it hold numbers that are not finite?`);
  }

  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => (work[j * n + j] as number) - (work[i * n + i] as number) || i - j);
  const vectors = new Float64Array(n * n);
  for (const [place, i] of order.entries()) vectors.set(rotated.subarray(i * n, (i + 1) * n), place * n);
  return { values: Float64Array.from(order, (i) => work[i * n + i] as number), vectors };
}

/** One sweep over all pairs. @returns whether anything off the diagonal still counted */
function rotateAll(work: Float64Array, rotated: Float64Array, n: number): boolean {
  let any = false;
  for (let p = 0; p < n; p++) {
    for (let q = p + 1; q < n; q++) {
      const [pp, qq, pq] = [work[p * n + p] as number, work[q * n + q] as number, work[p * n + q] as number];
      // Too small to change either diagonal entry when added.
      if (Math.abs(pp) + Math.abs(pq) === Math.abs(pp) && Math.abs(qq) + Math.abs(pq) === Math.abs(qq)) continue;
      any = true;
      const ratio = (qq - pp) / (2 * pq);
      const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
      const cosine = 1 / Math.sqrt(tangent * tangent + 1);
      const sine = tangent * cosine;
      for (let l = 0; l < n; l++) turn(work, l * n + p, l * n + q, cosine, sine);
      for (let l = 0; l < n; l++) turn(work, p * n + l, q * n + l, cosine, sine);
      for (let l = 0; l < n; l++) turn(rotated, p * n + l, q * n + l, cosine, sine);
      // What the rotation was chosen for, without its rounding.
      work[p * n + q] = 0;
      work[q * n + p] = 0;
    }
  }
  return any;
}

function turn(values: Float64Array, i: number, j: number, cosine: number, sine: number): void {
  const [x, y] = [values[i] as number, values[j] as number];
  values[i] = cosine * x - sine * y;
  values[j] = sine * x + cosine * y;
}
