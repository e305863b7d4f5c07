/** A matrix as orthonormal columns times what is left: A = Q R. */
export interface Factored {
  /** [n, rows] the columns of Q, one a row; n = min(rows, columns). */
  q: Float64Array;
  /** [n, columns] upper triangular, row-major. */
  r: Float64Array;
  n: number;
}

/**
 * The thin QR decomposition by reflections (Householder, Journal of the ACM 5, 1958). Q is orthonormal to rounding whatever the rank of
 * the matrix. O(rows columns^2).
 *
 * @param columnMajor [columns, rows] the matrix's columns, one a row; is left as it is
 */
export function factored(columnMajor: ArrayLike<number>, rows: number, columns: number): Factored {
  const n = Math.min(rows, columns);
  const work = Float64Array.from(columnMajor);
  const column = (j: number) => work.subarray(j * rows, (j + 1) * rows);
  /** Each reflection's vector, of length sqrt 2, or zeros where there is nothing to reflect. */
  const mirrors = Array.from({ length: n }, (_, k) => {
    const mirror = mirrorOf(column(k), k);
    for (let j = k; j < columns; j++) reflect(column(j), mirror, k);
    return mirror;
  });
  const r = new Float64Array(n * columns);
  for (let k = 0; k < n; k++) for (let j = k; j < columns; j++) r[k * columns + j] = work[j * rows + k] as number;
  const q = new Float64Array(n * rows);
  for (let i = 0; i < n; i++) {
    const unit = q.subarray(i * rows, (i + 1) * rows);
    unit[i] = 1;
    for (let k = n - 1; k >= 0; k--) reflect(unit, mirrors[k] as Float64Array, k);
  }
  return { q, r, n };
}

/** What turns x, from place `from` on, onto that axis. */
function mirrorOf(x: Float64Array, from: number): Float64Array {
  const mirror = new Float64Array(x.length);
  mirror.set(x.subarray(from), from);
  const length = lengthOf(mirror);
  if (length === 0) return mirror;
  // Away from the axis, so that nothing cancels.
  mirror[from] = (mirror[from] as number) + ((mirror[from] as number) < 0 ? -length : length);
  const scale = Math.SQRT2 / lengthOf(mirror);
  return mirror.map((value) => scale * value);
}

/** x - m (m'x), for a mirror m of length sqrt 2 that is zero before `from`. */
function reflect(x: Float64Array, mirror: Float64Array, from: number): void {
  let along = 0;
  for (let i = from; i < x.length; i++) along += (mirror[i] as number) * (x[i] as number);
  for (let i = from; i < x.length; i++) x[i] = (x[i] as number) - along * (mirror[i] as number);
}

function lengthOf(x: Float64Array): number {
  // Scaled, so that the squares of tiny numbers do not vanish.
  const most = x.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return most === 0 ? 0 : most * Math.sqrt(x.reduce((sum, value) => sum + (value / most) ** 2, 0));
}
