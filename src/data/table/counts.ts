import type { Column } from './table';

const known = new WeakMap<Column, Int32Array>();

/** In how many rows each of a column's texts stands; counted once for a column. */
export function countsOf(column: Column): Int32Array {
  const found = known.get(column) ?? count(column);
  known.set(column, found);
  return found;
}

function count({ codes, values }: Column): Int32Array {
  const counts = new Int32Array(values.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  return counts;
}
