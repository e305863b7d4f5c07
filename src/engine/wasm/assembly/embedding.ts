import { loadUpTo, madd, shareOf, storeUpTo, words } from './simd';

/**
 * EMBED of `kernels/fused.ts`.
 *
 * @param slots [fields] int32: values of a row in each field
 * @param ints the table's first id of row 0; rows are `intColumns` apart
 * @param floats row 0; rows are `floatColumns` apart
 * @param weightColumn -1: each value counts once
 */
export function embed(
  table: usize,
  width: i32,
  ints: usize,
  intColumns: i32,
  floats: usize,
  floatColumns: i32,
  slots: usize,
  fields: i32,
  weightColumn: i32,
  denseColumn: i32,
  dense: i32,
  y: usize,
  rows: i32,
  chunk: i32,
  chunks: i32,
): void {
  const end = shareOf(rows, 1, chunk + 1, chunks);
  const columns = fields * width + dense;
  for (let b = shareOf(rows, 1, chunk, chunks); b < end; b++) {
    let id = ints + words(b * intColumns);
    const values = floats + words(b * floatColumns);
    let weight = values + words(weightColumn);
    let to = y + words(b * columns);
    for (let f = 0; f < fields; f++) {
      const n = load<i32>(slots + words(f));
      for (let j = 0; j < width; j += 4) {
        let sum = f32x4.splat(0);
        for (let i = 0; i < n; i++) {
          const at = words(i);
          const value = loadUpTo(table + words(load<i32>(id + at) * width + j), width - j);
          sum = weightColumn < 0 ? f32x4.add(sum, value) : madd(v128.load_splat<f32>(weight + at), value, sum);
        }
        storeUpTo(to + words(j), sum, width - j);
      }
      id += words(n);
      weight += words(n);
      to += words(width);
    }
    memory.copy(to, values + words(denseColumn), words(dense));
  }
}

/**
 * EMBED_GRADIENT, for a share of the table's rows; each is added to in the batch's order.
 *
 * @param dy [rows, fields * width + dense]
 * @param into [tableRows, width]
 * @param lazy rows that the batch does not name stay as they are
 */
export function embedGradient(
  dy: usize,
  width: i32,
  ints: usize,
  intColumns: i32,
  floats: usize,
  floatColumns: i32,
  slots: usize,
  fields: i32,
  weightColumn: i32,
  dense: i32,
  into: usize,
  tableRows: i32,
  lazy: i32,
  rows: i32,
  chunk: i32,
  chunks: i32,
): void {
  const from = shareOf(tableRows, 1, chunk, chunks);
  const to = shareOf(tableRows, 1, chunk + 1, chunks);
  const bytes = words(width);
  let ids = 0;
  for (let f = 0; f < fields; f++) ids += load<i32>(slots + words(f));
  if (lazy) {
    for (let b = 0; b < rows; b++) {
      const first = ints + words(b * intColumns);
      for (let i = 0; i < ids; i++) {
        const row = load<i32>(first + words(i));
        if (row >= from && row < to) memory.fill(into + <usize>row * bytes, 0, bytes);
      }
    }
  } else {
    memory.fill(into + <usize>from * bytes, 0, <usize>(to - from) * bytes);
  }
  const columns = fields * width + dense;
  for (let b = 0; b < rows; b++) {
    let id = ints + words(b * intColumns);
    let weight = floats + words(b * floatColumns + weightColumn);
    let gradient = dy + words(b * columns);
    for (let f = 0; f < fields; f++) {
      const n = load<i32>(slots + words(f));
      for (let i = 0; i < n; i++) {
        const row = load<i32>(id + words(i));
        if (row < from || row >= to) continue;
        const factor = weightColumn < 0 ? f32x4.splat(1) : v128.load_splat<f32>(weight + words(i));
        const at = into + <usize>row * bytes;
        for (let j = 0; j < width; j += 4) {
          const within = words(j);
          storeUpTo(at + within, madd(factor, loadUpTo(gradient + within, width - j), loadUpTo(at + within, width - j)), width - j);
        }
      }
      id += words(n);
      weight += words(n);
      gradient += bytes;
    }
  }
}
