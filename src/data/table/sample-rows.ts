import { randomStream } from '../../lib/random';

/**
 * Rows for what need not be known to the row, in their order: all where there are at most `most`, else one of each of `most` pieces of
 * the table of about the same size. The same table has the same sample.
 */
export function sampleRows(rows: number, most: number): Int32Array {
  if (rows <= most) return Int32Array.from({ length: rows }, (_, row) => row);
  const random = randomStream(1, 'sample of rows');
  const size = rows / most;
  return Int32Array.from({ length: most }, (_, i) => Math.min(rows - 1, Math.floor((i + random.uniform()) * size)));
}
