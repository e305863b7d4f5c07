import { topEigenpairs } from '../spectra/eigen';

export interface PrincipalCoordinates {
  /** [n, count] */
  coordinates: Float64Array;
  /** [count] share of the total variance along each axis, descending. */
  explained: number[];
  /** [min(count, n), n] to start from when the rows have moved a little. */
  vectors: Float64Array;
}

/**
 * Coordinates of rows along their principal axes, from inner products alone (classical scaling; the same as PCA of the
 * rows). The sign of an axis is arbitrary, and may change from call to call.
 *
 * @param gram [n, n] inner products of rows less their mean
 * @param count how many axes; those that n rows cannot have are 0
 * @param start `vectors` of an earlier call, for speed
 * @param tolerance of `topEigenpairs`
 * @throws Error where numbers are not finite
 */
export function principalCoordinates(gram: Float64Array, n: number, count: number, start?: Float64Array, tolerance?: number): PrincipalCoordinates {
  const { values, vectors } = topEigenpairs(gram, n, count, start, tolerance);
  let total = 0;
  for (let i = 0; i < n; i++) total += gram[i * n + i] as number;
  const coordinates = new Float64Array(n * count);
  const explained = new Array<number>(count).fill(0);
  if (total > 0) {
    for (const [k, signed] of values.entries()) {
      // Rounding may leave an eigenvalue of 0 a little below it.
      const value = Math.max(0, signed);
      explained[k] = value / total;
      for (let i = 0; i < n; i++) coordinates[i * count + k] = Math.sqrt(value) * (vectors[k * n + i] as number);
    }
  }
  return { coordinates, explained, vectors };
}
