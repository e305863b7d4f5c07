/** Vectors of four floats: what the kernels share. Addresses are in bytes. */

/** a * b + c, in one instruction where relaxed SIMD is there: 47 against 31 GFLOP/s of one thread. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

/** The `n` floats at an address, 0 behind them; n >= 1, four at most are taken. Nothing behind them is read. */
export function loadUpTo(at: usize, n: i32): v128 {
  if (n >= 4) return v128.load(at);
  if (n === 1) return v128.load32_zero(at);
  const two = v128.load64_zero(at);
  return n === 2 ? two : v128.load_lane<f32>(at, two, 2, 8);
}

/** Stores the first `n` of four floats; n >= 1, four at most are stored. */
export function storeUpTo(at: usize, v: v128, n: i32): void {
  if (n >= 4) {
    v128.store(at, v);
  } else if (n === 1) {
    v128.store_lane<f32>(at, v, 0);
  } else {
    v128.store_lane<f64>(at, v, 0);
    if (n === 3) v128.store_lane<f32>(at, v, 2, 8);
  }
}

/** The sum of the four. */
export function sumLanes(v: v128): f32 {
  const halves = f32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}

/** The four, each summed over its own vector. */
export function sumEach(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return f32x4.add(i64x2.shuffle(ab, cd, 0, 2), i64x2.shuffle(ab, cd, 1, 3));
}

/** Adds four floats to four doubles. */
export function addToDoubles(at: usize, v: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(v)));
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.promote_low_f32x4(i32x4.shuffle(v, v, 2, 3, 0, 1))), 16);
}

/** Four doubles as floats. */
export function fromDoubles(at: usize): v128 {
  return i64x2.shuffle(f32x4.demote_f64x2_zero(v128.load(at)), f32x4.demote_f64x2_zero(v128.load(at, 16)), 0, 2);
}

export function smaller(a: i32, b: i32): i32 {
  return a < b ? a : b;
}

/** Where share `i` of `n` equal shares begins, in multiples of `unit`; share n is the end. */
export function shareOf(total: i32, unit: i32, i: i32, n: i32): i32 {
  const units = (total + unit - 1) / unit;
  return smaller(<i32>((<i64>units * i) / n) * unit, total);
}

/** Bytes of n values of four bytes, and of eight. */
export function words(n: i32): usize {
  return (<usize>n) << 2;
}
export function doubleWords(n: i32): usize {
  return (<usize>n) << 3;
}

/** Of the last four of k values those that whole vectors of four have not had: all bits of these lanes. */
export function restOf(k: i32): v128 {
  return i32x4.ge_s(i32x4(0, 1, 2, 3), i32x4.splat(4 - (k & 3)));
}
