import { jacobiEigen } from './jacobi';
import { fixedNumbers, orthonormalise } from './orthonormal';
import { rowProducts } from './row-products';

/** Steps for one eigenvalue before giving up, as EISPACK's imtql1 has it; two or three are usual. */
const QL_STEPS = 30;

/**
 * All eigenvalues of a symmetric matrix, without vectors: Householder's reflections to a tridiagonal matrix, then the
 * implicit QL method (Martin, Reinsch and Wilkinson, 1968, and Dubrulle, Martin and Wilkinson, 1968, in the Handbook
 * for Automatic Computation). (4/3) n^3 operations. Errors are a few 1e-15 of the largest eigenvalue, not of each.
 *
 * @param a [n, n] symmetric; only the upper triangle is read; not changed
 * @returns [n] descending
 * @throws Error where numbers are not finite or it does not converge
 */
export function symmetricEigenvalues(a: Float64Array, n: number): Float64Array {
  let scale = 0;
  for (let i = 0; i < n * n; i++) {
    const size = Math.abs(a[i] as number);
    if (!(size < Number.POSITIVE_INFINITY)) throw new Error('A matrix with numbers that are not finite has no eigenvalues.');
    if (size > scale) scale = size;
  }
  if (scale === 0) return new Float64Array(n);
  // With a largest entry of 1 no square below can overflow, and one that vanishes did not count.
  const { diagonal, beside } = tridiagonal(
    Float64Array.from(a, (value) => value / scale),
    n,
  );
  implicitQl(diagonal, beside);
  return diagonal
    .map((value) => value * scale)
    .sort()
    .reverse();
}

/**
 * A tridiagonal matrix with the eigenvalues of `a`, which is overwritten.
 *
 * @returns diagonal [n]; beside [n] the entries next to it, the last one 0
 */
function tridiagonal(a: Float64Array, n: number): { diagonal: Float64Array; beside: Float64Array } {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const row = k * n;
    diagonal[k] = a[row + k] as number;
    if (k === n - 1) break;
    const first = a[row + k + 1] as number;
    let rest = 0;
    for (let j = k + 2; j < n; j++) rest += (a[row + j] as number) ** 2;
    if (rest === 0) {
      beside[k] = first;
      continue;
    }
    // The reflection I - factor v v' sends the rest of the row to (alpha, 0, ..., 0). The sign of alpha is that
    // with which nothing cancels in v.
    const alpha = (first > 0 ? -1 : 1) * Math.sqrt(first * first + rest);
    beside[k] = alpha;
    for (let j = k + 1; j < n; j++) v[j] = a[row + j] as number;
    v[k + 1] = first - alpha;
    const factor = 1 / (alpha * (alpha - first));

    // w = factor A v, from the upper triangle alone.
    w.fill(0, k + 1);
    for (let i = k + 1; i < n; i++) {
      const vi = v[i] as number;
      let sum = (a[i * n + i] as number) * vi;
      for (let j = i + 1; j < n; j++) {
        const value = a[i * n + j] as number;
        sum += value * (v[j] as number);
        w[j] = (w[j] as number) + value * vi;
      }
      w[i] = (w[i] as number) + sum;
    }
    let along = 0;
    for (let i = k + 1; i < n; i++) {
      w[i] = factor * (w[i] as number);
      along += (w[i] as number) * (v[i] as number);
    }
    for (let i = k + 1; i < n; i++) w[i] = (w[i] as number) - 0.5 * factor * along * (v[i] as number);
    // A between two reflections is A - v w' - w v'.
    for (let i = k + 1; i < n; i++) {
      const [vi, wi] = [v[i] as number, w[i] as number];
      for (let j = i; j < n; j++) a[i * n + j] = (a[i * n + j] as number) - vi * (w[j] as number) - wi * (v[j] as number);
    }
  }
  return { diagonal, beside };
}

/** Leaves the eigenvalues of a tridiagonal matrix on its diagonal, in no order. */
function implicitQl(d: Float64Array, e: Float64Array): void {
  const n = d.length;
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(d[i] as number) + Math.abs(e[i] as number));
  // Below the rounding of what has been done already. A bound by the neighbours on the diagonal instead is never met
  // among the near zeros of a matrix of low rank.
  const negligible = Number.EPSILON * norm;
  for (let l = 0; l < n; l++) {
    for (let step = 0; ; step++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m] as number) > negligible) m++;
      if (m === l) break;
      if (step === QL_STEPS) throw new Error(`The QL method did not converge on a matrix of ${n} rows.`);
      qlStep(d, e, l, m);
    }
  }
}

/** One QL step on rows l..m with Wilkinson's shift, the rotations chased from the bottom up. */
function qlStep(d: Float64Array, e: Float64Array, l: number, m: number): void {
  const half = ((d[l + 1] as number) - (d[l] as number)) / (2 * (e[l] as number));
  let g = (d[m] as number) - (d[l] as number) + (e[l] as number) / (half + (half < 0 ? -1 : 1) * Math.sqrt(half * half + 1));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = sine * (e[i] as number);
    const b = cosine * (e[i] as number);
    const r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      // The matrix has come apart here of itself.
      d[i + 1] = (d[i + 1] as number) - shift;
      e[m] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = (d[i + 1] as number) - shift;
    const t = ((d[i] as number) - g) * sine + 2 * cosine * b;
    shift = sine * t;
    d[i + 1] = g + shift;
    g = cosine * t - b;
  }
  d[l] = (d[l] as number) - shift;
  e[l] = g;
  e[m] = 0;
}

/** Vectors beyond those asked for: the more, the further off the eigenvalue that convergence competes with. */
const SPARE = 8;
/** As many for a rough answer. */
const FEW_SPARE = 3;
/** |A v - value v| at which a pair is accepted, as a share of its own value; */
const TOLERANCE = 1e-7;
/** and as a share of the largest, for values that are zero but for rounding. */
const ROUNDING = 1e-13;
const ROUNDS = 300;
/** Products with the matrix in one round, at most. */
const DEGREE = 12;
/** How far one round may part the largest from the smallest vector; beyond, the small ones drown in rounding. */
const GROWTH = Math.log(1e12);

/**
 * The largest eigenvalues of a positive semi-definite matrix, with vectors: simultaneous iteration on a block of
 * vectors, each round a Chebyshev polynomial of the matrix that is small from 0 to the block's smallest Ritz value, then
 * orthonormalisation and Rayleigh-Ritz (Rutishauser, Numerische Mathematik 16, 1970). The polynomial is what makes flat
 * spectra quick: eigenvalues 3 % apart part by 40 % a product rather than by 3 %. The same input gives the same output.
 *
 * Pairs are accepted at |A v - value v| <= 1e-7 value. With g the gap to the next eigenvalue as a share of the value, that
 * leaves an error of about 1e-7 / g in a vector and of 1e-14 / g, as a share, in a value. Where 300 rounds do not reach it,
 * the best are returned. Vectors of equal eigenvalues are some orthonormal basis of their space.
 *
 * @param a [n, n] symmetric, positive semi-definite
 * @param count how many pairs are wanted; there are min(count, n)
 * @param start [any, n] vectors to start from, such as those of a matrix that was much the same
 * @param tolerance what takes the place of 1e-7; with a thousandth it takes half the time
 * @returns values [min(count, n)] descending; vectors [min(count, n), n], one a row, orthonormal
 * @throws Error where numbers are not finite
 */
export function topEigenpairs(
  a: Float64Array,
  n: number,
  count: number,
  start?: Float64Array,
  tolerance = TOLERANCE,
): { values: Float64Array; vectors: Float64Array } {
  const wanted = Math.min(count, n);
  const size = Math.min(n, count + (tolerance > TOLERANCE ? FEW_SPARE : SPARE));
  const fresh = fixedNumbers();
  let block = Float64Array.from({ length: size * n }, fresh);
  if (start) block.set(start.subarray(0, Math.min(start.length, block.length)));

  for (let round = 0; ; round++) {
    orthonormalise(block, size, n, fresh);
    const images = rowProducts(block, size, a, n, n);
    const { values, vectors: turn } = jacobiEigen(rowProducts(block, size, images, size, n), size);
    const vectors = combine(turn, block, size, n);
    const turned = combine(turn, images, size, n);
    // A start may hold eigenvectors that are no longer the largest, and would pass at once: two rounds bring up what is
    // missing, and one does so as far as a rough answer needs.
    const least = tolerance > TOLERANCE ? 1 : 2;
    const done = size === n || round === ROUNDS || (round >= least && accepted(vectors, turned, values, wanted, n, tolerance));
    if (done) return { values: values.slice(0, wanted), vectors: vectors.slice(0, wanted * n) };
    block = filtered(a, n, vectors, turned, values);
  }
}

/** Rows of `turn` [size, size] as weights of the rows of `block` [size, n]. */
function combine(turn: Float64Array, block: Float64Array, size: number, n: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(size * n);
  for (let k = 0; k < size; k++) {
    for (let j = 0; j < size; j++) {
      const weight = turn[k * size + j] as number;
      for (let i = 0; i < n; i++) out[k * n + i] = (out[k * n + i] as number) + weight * (block[j * n + i] as number);
    }
  }
  return out;
}

/** Whether |A v - value v| is small enough for each of the first `count` pairs. @param images [.., n] A v */
function accepted(vectors: Float64Array, images: Float64Array, values: Float64Array, count: number, n: number, tolerance: number): boolean {
  const rounding = ROUNDING * Math.abs(values[0] ?? 0);
  for (let k = 0; k < count; k++) {
    const value = values[k] as number;
    let square = 0;
    for (let i = k * n; i < (k + 1) * n; i++) square += ((images[i] as number) - value * (vectors[i] as number)) ** 2;
    if (!(Math.sqrt(square) <= Math.max(tolerance * value, rounding))) return false;
  }
  return true;
}

/** T(2 A / cut - 1) times each vector, T a Chebyshev polynomial: within -1..1 for eigenvalues of 0..cut, and steep above. */
function filtered(a: Float64Array, n: number, vectors: Float64Array, images: Float64Array<ArrayBuffer>, values: Float64Array): Float64Array<ArrayBuffer> {
  const size = values.length;
  const cut = values[size - 1] as number;
  const steepness = Math.acosh(Math.max(1, (2 * (values[0] as number)) / cut - 1));
  const degree = Math.min(DEGREE, Math.floor(GROWTH / steepness));
  // A steep spectrum, or one that ends at 0, needs no polynomial: A itself parts its vectors far enough.
  if (!(cut > 0) || degree < 2) return images;

  let before = vectors;
  let now = images.map((value, i) => (2 / cut) * value - (vectors[i] as number));
  for (let k = 2; k <= degree; k++) {
    const product = rowProducts(now, size, a, n, n);
    const [last, lastButOne] = [now, before];
    now = product.map((value, i) => 2 * ((2 / cut) * value - (last[i] as number)) - (lastButOne[i] as number));
    before = last;
  }
  return now;
}
