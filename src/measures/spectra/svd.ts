/** A matrix as a sum of directions: A = sum of s[i] u[i] v[i]'. */
export interface Directions {
  rows: number;
  columns: number;
  /** [n] singular values, largest first; n = min(rows, columns), or less where no more can be above zero. */
  s: Float64Array;
  /** [n, rows] left singular vectors, one a row; zeros where s is zero. */
  u: Float64Array;
  /** [n, columns] right singular vectors, one a row. */
  v: Float64Array;
}

const SWEEPS = 60;

/**
 * The singular value decomposition by one-sided rotations (Hestenes, Journal of SIAM 6, 1958): pairs of columns are turned until all are
 * orthogonal. Small singular values keep their digits, which they do not by way of the Gram matrix. O(rows columns^2) a sweep.
 *
 * @param values [rows, columns] row-major, is left as it is
 * @throws Error where numbers are not finite
 */
export function directionsOf(values: ArrayLike<number>, rows: number, columns: number): Directions {
  const wide = columns > rows;
  const [size, n] = wide ? [columns, rows] : [rows, columns];
  // The columns of the taller of A and A', one a row.
  const work = Float64Array.from({ length: n * size }, (_, at) => values[wide ? at : (at % size) * columns + Math.floor(at / size)] as number);
  if (!work.every(Number.isFinite)) throw new Error('The matrix holds numbers that are not finite.');
  const turned = new Float64Array(n * n);
  for (let i = 0; i < n; i++) turned[i * n + i] = 1;
  // A column shorter than this is rounding of the others: it is zero, and is orthogonal to none of them.
  const nothing = 2 * Number.EPSILON * Math.sqrt(work.reduce((sum, value) => sum + value * value, 0) * n);
  for (let sweep = 0; sweepAll(work, turned, n, size, nothing * nothing); sweep++) {
    if (sweep === SWEEPS) throw new Error(`The rotations did not converge on a matrix of ${rows} × ${columns}.`);
  }

  const lengths = Float64Array.from({ length: n }, (_, i) => Math.sqrt(dot(work, i, i, size))).map((length) => (length > nothing ? length : 0));
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => (lengths[j] as number) - (lengths[i] as number) || i - j);
  const long = new Float64Array(n * size);
  const short = new Float64Array(n * n);
  for (const [place, i] of order.entries()) {
    const length = lengths[i] as number;
    for (let l = 0; l < size; l++) long[place * size + l] = length > 0 ? (work[i * size + l] as number) / length : 0;
    short.set(turned.subarray(i * n, (i + 1) * n), place * n);
  }
  const s = Float64Array.from(order, (i) => lengths[i] as number);
  return wide ? { rows, columns, s, u: short, v: long } : { rows, columns, s, u: long, v: short };
}

/** [rows, columns] the matrix of the first `count` directions: of all of that rank the nearest (Eckart and Young, 1936). */
export function rebuilt({ rows, columns, s, u, v }: Directions, count: number): Float32Array {
  const sums = new Float64Array(rows * columns);
  for (let n = 0; n < Math.min(count, s.length); n++) {
    for (let i = 0; i < rows; i++) {
      const factor = (s[n] as number) * (u[n * rows + i] as number);
      for (let j = 0; j < columns; j++) sums[i * columns + j] = (sums[i * columns + j] as number) + factor * (v[n * columns + j] as number);
    }
  }
  return Float32Array.from(sums);
}

/** |A - A_r| / |A| for the first r = `count` directions, in the Frobenius norm; 0 for a matrix of zeros. */
export function rebuildError({ s }: Pick<Directions, 's'>, count: number): number {
  const energy = (from: number) => s.subarray(from).reduce((sum, value) => sum + value * value, 0);
  const all = energy(0);
  return all > 0 ? Math.sqrt(energy(count) / all) : 0;
}

/** One sweep over all pairs of rows of `work` whose squares are above `least`. @returns whether any pair was not yet orthogonal */
function sweepAll(work: Float64Array, turned: Float64Array, n: number, size: number, least: number): boolean {
  let any = false;
  for (let p = 0; p < n; p++) {
    for (let q = p + 1; q < n; q++) {
      const [pp, qq, pq] = [dot(work, p, p, size), dot(work, q, q, size), dot(work, p, q, size)];
      if (pp <= least || qq <= least || Math.abs(pq) <= Number.EPSILON * Math.sqrt(pp * qq)) continue;
      any = true;
      const ratio = (qq - pp) / (2 * pq);
      const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
      const cosine = 1 / Math.sqrt(tangent * tangent + 1);
      turn(work, p, q, size, cosine, cosine * tangent);
      turn(turned, p, q, n, cosine, cosine * tangent);
    }
  }
  return any;
}

function dot(rows: Float64Array, p: number, q: number, size: number): number {
  let sum = 0;
  for (let l = 0; l < size; l++) sum += (rows[p * size + l] as number) * (rows[q * size + l] as number);
  return sum;
}

function turn(rows: Float64Array, p: number, q: number, size: number, cosine: number, sine: number): void {
  for (let l = 0; l < size; l++) {
    const [x, y] = [rows[p * size + l] as number, rows[q * size + l] as number];
    rows[p * size + l] = cosine * x - sine * y;
    rows[q * size + l] = sine * x + cosine * y;
  }
}
