import { loadUpTo, madd, storeUpTo, words } from './simd';

/** Rows of a tile. Six rows of eight columns take 12 of the 15 registers that V8 gives out, two hold the panel, one the left operand. */
export const TILE: i32 = 6;

/**
 * Six rows of eight columns: c = initial + a b + row, at 47 GFLOP/s of one thread (with relaxed SIMD; four rows: 40, five: 45,
 * unrolled four times: 42).
 *
 * @param a left operand: row i begins at a + i * rowStep, and its terms are termStep apart
 * @param b a packed panel, [terms][8]
 * @param from where the initial values are: row i at from + i * fromStep
 * @param row eight values that are added to each row at the end; 0: none. A bias that the sums began with would be rounded
 *   away in part: a norm that follows subtracts it again, and shows that.
 * @param c row i goes to c + i * cStep
 */
export function tile(a: usize, rowStep: usize, termStep: usize, b: usize, terms: i32, from: usize, fromStep: usize, row: usize, c: usize, cStep: usize): void {
  let a1 = a + rowStep;
  let a2 = a1 + rowStep;
  let a3 = a2 + rowStep;
  let a4 = a3 + rowStep;
  let a5 = a4 + rowStep;
  let c00 = v128.load(from);
  let c01 = v128.load(from, 16);
  from += fromStep;
  let c10 = v128.load(from);
  let c11 = v128.load(from, 16);
  from += fromStep;
  let c20 = v128.load(from);
  let c21 = v128.load(from, 16);
  from += fromStep;
  let c30 = v128.load(from);
  let c31 = v128.load(from, 16);
  from += fromStep;
  let c40 = v128.load(from);
  let c41 = v128.load(from, 16);
  from += fromStep;
  let c50 = v128.load(from);
  let c51 = v128.load(from, 16);
  const end = b + words(8 * terms);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<f32>(a);
    c00 = madd(x, b0, c00);
    c01 = madd(x, b1, c01);
    x = v128.load_splat<f32>(a1);
    c10 = madd(x, b0, c10);
    c11 = madd(x, b1, c11);
    x = v128.load_splat<f32>(a2);
    c20 = madd(x, b0, c20);
    c21 = madd(x, b1, c21);
    x = v128.load_splat<f32>(a3);
    c30 = madd(x, b0, c30);
    c31 = madd(x, b1, c31);
    x = v128.load_splat<f32>(a4);
    c40 = madd(x, b0, c40);
    c41 = madd(x, b1, c41);
    x = v128.load_splat<f32>(a5);
    c50 = madd(x, b0, c50);
    c51 = madd(x, b1, c51);
    a += termStep;
    a1 += termStep;
    a2 += termStep;
    a3 += termStep;
    a4 += termStep;
    a5 += termStep;
    b += 32;
  }
  if (row) {
    const r0 = v128.load(row);
    const r1 = v128.load(row, 16);
    c00 = f32x4.add(c00, r0);
    c01 = f32x4.add(c01, r1);
    c10 = f32x4.add(c10, r0);
    c11 = f32x4.add(c11, r1);
    c20 = f32x4.add(c20, r0);
    c21 = f32x4.add(c21, r1);
    c30 = f32x4.add(c30, r0);
    c31 = f32x4.add(c31, r1);
    c40 = f32x4.add(c40, r0);
    c41 = f32x4.add(c41, r1);
    c50 = f32x4.add(c50, r0);
    c51 = f32x4.add(c51, r1);
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += cStep;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += cStep;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += cStep;
  v128.store(c, c30);
  v128.store(c, c31, 16);
  c += cStep;
  v128.store(c, c40);
  v128.store(c, c41, 16);
  c += cStep;
  v128.store(c, c50);
  v128.store(c, c51, 16);
}

/**
 * A tile at the edge of c: `rows` rows and `width` columns of it are wanted. It runs in a corner of its own, so that
 * nothing outside is touched and what is not wanted is 0 (a denormal number there would cost 150 cycles a term).
 *
 * @param again c's values are the initial ones; else 0
 * @param row `width` values, or 0: none
 * @param corner TILE * 8 floats
 */
export function edgeTile(
  a: usize,
  rowStep: usize,
  termStep: usize,
  b: usize,
  terms: i32,
  again: bool,
  row: usize,
  c: usize,
  cStep: usize,
  rows: i32,
  width: i32,
  corner: usize,
): void {
  const zero = f32x4.splat(0);
  const most = width - 4;
  for (let i = 0; i < TILE; i++) {
    const to = corner + words(8 * i);
    const from = c + <usize>i * cStep;
    const wanted = again && i < rows;
    v128.store(to, wanted ? loadUpTo(from, width) : zero);
    v128.store(to, wanted && most > 0 ? loadUpTo(from + 16, most) : zero, 16);
  }
  tile(a, rowStep, termStep, b, terms, corner, 32, 0, corner, 32);
  const r0 = row ? loadUpTo(row, width) : zero;
  const r1 = row && most > 0 ? loadUpTo(row + 16, most) : zero;
  for (let i = 0; i < rows; i++) {
    const from = corner + words(8 * i);
    const to = c + <usize>i * cStep;
    storeUpTo(to, f32x4.add(v128.load(from), r0), width);
    if (most > 0) storeUpTo(to + 16, f32x4.add(v128.load(from, 16), r1), most);
  }
}
