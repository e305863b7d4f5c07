import { gramMatrix } from '../spectra/row-products';

/**
 * Inner products of rows less their mean: the matrix from which principal coordinates, CKA and distances are read.
 *
 * Rows that are all equal give exactly 0: the sum of up to 2^29 equal float32 values is exact in double precision.
 *
 * @param rows [n, size]
 * @returns [n, n], symmetric
 */
export function centredGram(rows: Float32Array, n: number, size: number): Float64Array {
  const mean = new Float64Array(size);
  for (let i = 0; i < n; i++) for (let l = 0; l < size; l++) mean[l] = (mean[l] as number) + (rows[i * size + l] as number);
  for (let l = 0; l < size; l++) mean[l] = (mean[l] as number) / n;
  const centred = new Float64Array(n * size);
  for (let i = 0; i < n; i++) for (let l = 0; l < size; l++) centred[i * size + l] = (rows[i * size + l] as number) - (mean[l] as number);
  return gramMatrix(centred, n, size);
}
