import { shareOf, words } from './simd';

/** The column of a row's weight, as in `kernels/fused.ts`. */
const WEIGHT_COLUMN: i32 = 1;

/** PICK_ROWS of `kernels/fused.ts`. */
export function pickRows(
  ints: usize,
  intColumns: i32,
  floats: usize,
  floatColumns: i32,
  order: usize,
  start: i32,
  count: i32,
  size: i32,
  toInts: usize,
  toFloats: usize,
  chunk: i32,
  chunks: i32,
): void {
  const intBytes = words(intColumns);
  const floatBytes = words(floatColumns);
  const end = shareOf(size, 1, chunk + 1, chunks);
  for (let b = shareOf(size, 1, chunk, chunks); b < end; b++) {
    const row = <usize>load<i32>(order + words(b < count ? start + b : start));
    memory.copy(toInts + <usize>b * intBytes, ints + row * intBytes, intBytes);
    const to = toFloats + <usize>b * floatBytes;
    memory.copy(to, floats + row * floatBytes, floatBytes);
    if (floatColumns > WEIGHT_COLUMN) {
      const weight = to + words(WEIGHT_COLUMN);
      store<f32>(weight, b < count ? load<f32>(weight) * (1 / <f32>count) : 0);
    }
  }
}
