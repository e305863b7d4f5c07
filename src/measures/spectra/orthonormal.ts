/** A row that keeps less than this share of its length, once the rows before it are taken out, is rounding noise, and is replaced. */
const LOST = 1e-14;

/**
 * Makes the rows of a block orthonormal in place, first rows first (Gram-Schmidt, each row twice, since once is not
 * enough in floating point: Giraud and others, 2005). A row that depends on those before it becomes a new direction.
 *
 * @param block [rows, n], rows <= n
 * @param fresh numbers in -1..1 for new directions
 */
export function orthonormalise(block: Float64Array, rows: number, n: number, fresh: () => number): void {
  for (let k = 0; k < rows; k++) {
    const row = block.subarray(k * n, (k + 1) * n);
    while (!settle(block, k, n, row)) for (let i = 0; i < n; i++) row[i] = fresh();
  }
}

/** @returns false where nothing of the row is left */
function settle(block: Float64Array, k: number, n: number, row: Float64Array): boolean {
  if (!normalise(row, 0)) return false;
  for (let round = 0; round < 2; round++) {
    for (let j = 0; j < k; j++) {
      const before = block.subarray(j * n, (j + 1) * n);
      let along = 0;
      for (let i = 0; i < n; i++) along += (before[i] as number) * (row[i] as number);
      for (let i = 0; i < n; i++) row[i] = (row[i] as number) - along * (before[i] as number);
    }
    if (!normalise(row, LOST)) return false;
  }
  return true;
}

function normalise(row: Float64Array, least: number): boolean {
  let square = 0;
  for (const value of row) square += value * value;
  const length = Math.sqrt(square);
  if (!(length > least)) return false;
  for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) / length;
  return true;
}

/** Numbers in -1..1, the same each time (Lehmer's generator with Park and Miller's later factor, 48271). */
export function fixedNumbers(): () => number {
  let state = 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  };
}
