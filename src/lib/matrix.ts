export interface Matrix {
  rows: number;
  columns: number;
  /** Row-major. */
  values: Float32Array;
  /** Which row and column of the model each one is, where they are shown in another order. */
  rowOrder?: Int32Array | undefined;
  columnOrder?: Int32Array | undefined;
}

/** The matrix with its rows and columns in other orders. */
export function inOrder({ rows, columns, values }: Matrix, rowOrder: Int32Array, columnOrder: Int32Array): Matrix {
  const moved = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) moved[i * columns + j] = values[(rowOrder[i] as number) * columns + (columnOrder[j] as number)] as number;
  }
  return { rows, columns, values: moved, rowOrder, columnOrder };
}

/** The largest size in any of the matrices. */
export function largestOf(matrices: readonly Matrix[]): number {
  return matrices.reduce((most, { values }) => values.reduce((m, value) => Math.max(m, Math.abs(value)), most), 0);
}

/** The usual size of a value in all of the matrices together; 0 without any. */
export function rootMeanSquareOf(matrices: readonly Matrix[]): number {
  let [sum, count] = [0, 0];
  for (const { values } of matrices) {
    count += values.length;
    for (const value of values) sum += value * value;
  }
  return count > 0 ? Math.sqrt(sum / count) : 0;
}
