import { loadUpTo, shareOf, storeUpTo, words } from './simd';

/**
 * Copies `rows` rows of `width` values of four bytes. A call of JavaScript's own copy for each row takes far longer than a row of an
 * embedding.
 *
 * @param from rows are `fromStep` values apart
 * @param to rows are `toStep` values apart
 */
export function copyRows(from: usize, fromStep: i32, to: usize, toStep: i32, rows: i32, width: i32, chunk: i32, chunks: i32): void {
  const end = shareOf(rows, 1, chunk + 1, chunks);
  for (let b = shareOf(rows, 1, chunk, chunks); b < end; b++) {
    const source = from + <usize>b * <usize>fromStep * 4;
    const target = to + <usize>b * <usize>toStep * 4;
    const whole = width & ~3;
    let j = 0;
    for (; j < whole; j += 4) v128.store(target + words(j), v128.load(source + words(j)));
    if (j < width) storeUpTo(target + words(j), loadUpTo(source + words(j), width - j), width - j);
  }
}
