/** Cosine of the angle between two vectors of one length. @returns -1..1, or null where either is zero */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  return cosineAt(a, 0, b);
}

/** One row of a table, by likeness of direction. */
export interface Similar {
  row: number;
  /** -1..1 */
  similarity: number;
}

/** One row of a table, by Euclidean distance. */
export interface Near {
  row: number;
  distance: number;
}

/**
 * The rows of a table whose direction is most like that of `to`. Rows of zeros have no direction and are left out.
 *
 * @param table [rows, width]
 * @param to [width]
 * @param except a row to leave out, such as the one that `to` is
 * @returns at most `count`, the most alike first, ties by row; none where `to` is zero
 */
export function nearestByCosine(table: Float32Array, rows: number, width: number, to: Float32Array | number[], count: number, except?: number): Similar[] {
  const distances = (row: number) => {
    const similarity = cosineAt(table, row * width, to);
    return similarity === null ? null : -similarity;
  };
  return least(distances, rows, count, except).map(({ row, value }) => ({ row, similarity: -value }));
}

/**
 * The rows of a table nearest to `to`.
 *
 * @param table [rows, size]
 * @param to [size]
 * @param except a row to leave out, such as the one that `to` is
 * @returns at most `count`, the nearest first, ties by row
 */
export function nearestByDistance(table: Float32Array, rows: number, size: number, to: Float32Array | number[], count: number, except?: number): Near[] {
  const squares = (row: number) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += ((table[row * size + i] as number) - (to[i] as number)) ** 2;
    return sum;
  };
  return least(squares, rows, count, except).map(({ row, value }) => ({ row, distance: Math.sqrt(value) }));
}

/** Cosine of `b` with as many values of `a` from `from` on. */
function cosineAt(a: ArrayLike<number>, from: number, b: ArrayLike<number>): number | null {
  let both = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < b.length; i++) {
    const [x, y] = [a[from + i] as number, b[i] as number];
    both += x * y;
    aa += x * x;
    bb += y * y;
  }
  if (aa === 0 || bb === 0) return null;
  return Math.min(1, Math.max(-1, both / Math.sqrt(aa * bb)));
}

/** The rows of the `count` least values, ascending, ties by row, in one pass. */
function least(score: (row: number) => number | null, rows: number, count: number, except?: number): { row: number; value: number }[] {
  const kept: { row: number; value: number }[] = [];
  for (let row = 0; row < rows; row++) {
    const value = row === except ? null : score(row);
    if (value === null) continue;
    let place = kept.length;
    while (place > 0 && (kept[place - 1] as { value: number }).value > value) place--;
    if (place >= count) continue;
    kept.splice(place, 0, { row, value });
    if (kept.length > count) kept.pop();
  }
  return kept;
}
