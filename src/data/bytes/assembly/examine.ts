/** What is seen of a piece of text before it is read. */

/** Line ends of the pieces that were examined so far: line feeds. */
export let feeds: f64 = 0;

/**
 * Looks through bytes; whatever lies behind them, up to 16 bytes, must be there to be read.
 *
 * @returns 1 where one of them is zero, 2 where one is no plain letter (beyond ASCII), 3 where there are both, else 0
 */
export function examine(at: usize, bytes: u32): u32 {
  const end = at + bytes;
  let p = at;
  let some = i8x16.splat(0);
  let zeros = i8x16.splat(0);
  const feed = i8x16.splat(10);
  let found: u32 = 0;
  for (; p + 16 <= end; p += 16) {
    const v = v128.load(p);
    some = v128.or(some, v);
    zeros = v128.or(zeros, i8x16.eq(v, i8x16.splat(0)));
    found += <u32>popcnt(i8x16.bitmask(i8x16.eq(v, feed)));
  }
  let high = i8x16.bitmask(some) !== 0;
  let zero = v128.any_true(zeros);
  for (; p < end; p++) {
    const byte = load<u8>(p);
    high = high || byte > 127;
    zero = zero || byte === 0;
    found += u32(byte === 10);
  }
  feeds += <f64>found;
  return u32(zero) | (u32(high) << 1);
}
