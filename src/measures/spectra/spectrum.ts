import { symmetricEigenvalues } from './eigen';
import { gramMatrix } from './row-products';

/**
 * Singular values of a matrix, as square roots of the eigenvalues of the smaller of its Gram matrices. That is several
 * times faster than a decomposition of the matrix itself, and squares its range: values below a few 1e-8 of the largest
 * are noise of that size.
 *
 * @param values [rows, columns] row-major, finite
 * @returns [min(rows, columns)] descending
 * @throws Error where numbers are not finite
 */
export function singularValues(values: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const [n, size] = rows <= columns ? [rows, columns] : [columns, rows];
  const [acrossRows, acrossColumns] = rows <= columns ? [columns, 1] : [1, columns];
  const short = new Float64Array(n * size);
  for (let i = 0; i < n; i++) for (let j = 0; j < size; j++) short[i * size + j] = values[i * acrossRows + j * acrossColumns] as number;
  return symmetricEigenvalues(gramMatrix(short, n, size), n).map((value) => Math.sqrt(Math.max(0, value)));
}

/**
 * How many dimensions a matrix uses: exp of the entropy of its singular values as shares of their sum (Roy and
 * Vetterli, EUSIPCO 2007). r equal values and otherwise zeros give r.
 *
 * @returns from 1 to the number of values; 0 for a matrix of zeros
 */
export function effectiveRank(singular: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < singular.length; i++) sum += singular[i] as number;
  if (!(sum > 0)) return 0;
  let entropy = 0;
  for (let i = 0; i < singular.length; i++) {
    const share = (singular[i] as number) / sum;
    if (share > 0) entropy -= share * Math.log(share);
  }
  return Math.exp(entropy);
}

/**
 * Share of the sum of squares of a matrix that its best approximation of rank `count` keeps.
 *
 * @param singular descending
 * @returns 0..1; 0 for a matrix of zeros
 */
export function energyShare(singular: ArrayLike<number>, count: number): number {
  let kept = 0;
  let all = 0;
  for (let i = 0; i < singular.length; i++) {
    const energy = (singular[i] as number) ** 2;
    all += energy;
    if (i < count) kept += energy;
  }
  return all > 0 ? kept / all : 0;
}
