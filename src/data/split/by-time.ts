import { cut } from './cut';
import type { Split } from './split';
import type { Times } from './times';

/**
 * The oldest rows train, the newest test. Rows of one moment keep the order of the file, and a border between two parts
 * may fall between them: the shares are kept to the row.
 */
export function byTime(times: Times, ratios: readonly number[], sourceRows: Int32Array): Split {
  const moments = Float64Array.from(sourceRows, (row) => times.of(row));
  return cut(inOrder(moments), ratios);
}

/** The places of numbers from the least on; those of equal ones rise. */
export function inOrder(numbers: Float64Array): Int32Array {
  return Int32Array.from(numbers.keys()).sort((a, b) => {
    const [x, y] = [numbers[a] as number, numbers[b] as number];
    return x < y ? -1 : x > y ? 1 : a - b;
  });
}
