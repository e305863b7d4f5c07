import { factored } from './householder';
import { rowProducts } from './row-products';
import { type Directions, directionsOf } from './svd';

/**
 * The singular value decomposition of L H R, whose rank is at most k, without decomposing the product: L = Q₁ R₁ and R' = Q₂ R₂ leave
 * the small core R₁ H R₂', whose directions Q₁ and Q₂ carry back. O((rows + columns) k^2 + k^3).
 *
 * @param left [rows, k]
 * @param core [k, k]
 * @param right [k, columns]
 * @returns as many directions as the product can have: the least of rows, k and columns
 * @throws Error where numbers are not finite
 */
export function productDirections(
  left: ArrayLike<number>,
  core: ArrayLike<number>,
  right: ArrayLike<number>,
  rows: number,
  k: number,
  columns: number,
): Directions {
  const first = factored(transposed(left, rows, k), rows, k);
  const second = factored(right, columns, k);
  const across = rowProducts(first.r, first.n, transposed(core, k, k), k, k);
  const { s, u, v } = directionsOf(rowProducts(across, first.n, second.r, second.n, k), first.n, second.n);
  const carried = (directions: Float64Array, { q, n }: typeof first, size: number) => rowProducts(directions, s.length, transposed(q, n, size), size, n);
  return { rows, columns, s, u: carried(u, first, rows), v: carried(v, second, columns) };
}

/** [n, m] -> [m, n] */
function transposed(values: ArrayLike<number>, n: number, m: number): Float64Array {
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) out[j * n + i] = values[i * m + j] as number;
  return out;
}
