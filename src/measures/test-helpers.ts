/** `count` draws of a standard normal. */
export function normals(random: { normal(): number }, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => random.normal());
}

/** Euclidean distance of rows i and j of [n, size], by its definition. */
export function distance(rows: ArrayLike<number>, size: number, i: number, j: number): number {
  let square = 0;
  for (let l = 0; l < size; l++) square += ((rows[i * size + l] as number) - (rows[j * size + l] as number)) ** 2;
  return Math.sqrt(square);
}

/** Distances of all rows, [n, n]. */
export function distances(rows: ArrayLike<number>, n: number, size: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => distance(rows, size, Math.floor(at / n), at % n));
}

export const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** The greatest difference of two lists of one length. */
export function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Array.from(a).reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] as number))), 0);
}

/** Rows of [n, size] turned by a random rotation: Householder's reflections one after another. */
export function rotated(random: { normal(): number }, rows: ArrayLike<number>, n: number, size: number): Float64Array {
  const out = Float64Array.from(rows);
  for (let round = 0; round < size; round++) {
    const v = normals(random, size);
    const square = v.reduce((sum, value) => sum + value * value, 0);
    for (let i = 0; i < n; i++) {
      let along = 0;
      for (let l = 0; l < size; l++) along += (out[i * size + l] as number) * (v[l] as number);
      for (let l = 0; l < size; l++) out[i * size + l] = (out[i * size + l] as number) - ((2 * along) / square) * (v[l] as number);
    }
  }
  return out;
}
