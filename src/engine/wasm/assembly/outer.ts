import { loadUpTo, madd, restOf, storeUpTo, words } from './simd';

/** The gradient by one row's matrix H: outer products of the vectors of all its towers, in blocks as in `turn.ts`. */

/**
 * dh = scale * the sum over towers of a[g]^T b[g] + c[g]^T d[g].
 *
 * @param dh [k, k]
 * @param step bytes between the vectors of the towers, for all four
 */
export function addOuter(dh: usize, k: i32, a: usize, b: usize, c: usize, d: usize, towers: i32, step: usize, scale: f32): void {
  const factor = f32x4.splat(scale);
  let g = 0;
  for (; g + 3 <= towers; g += 3) {
    const at = <usize>g * step;
    outer3(dh, k, a + at, b + at, c + at, d + at, step, factor, g > 0);
  }
  for (; g < towers; g++) {
    const at = <usize>g * step;
    outer1(dh, k, a + at, b + at, c + at, d + at, factor, g > 0);
  }
}

function outer3(dh: usize, k: i32, a: usize, b: usize, c: usize, d: usize, step: usize, factor: v128, more: bool): void {
  const row = words(k);
  if (k >= 8 && !more) {
    for (let j = 0; j < k; j += 8) {
      if (j > k - 8) j = k - 8;
      const at = words(j);
      outerEight(dh + at, row, a, b + at, c, d + at, step, factor);
    }
    return;
  }
  for (let j = 0; j < k; j += 4) {
    let lanes = f32x4.splat(1);
    if (k >= 4 && j > k - 4) {
      // Values that are added to may not be added to twice.
      if (more) lanes = v128.and(lanes, restOf(k));
      j = k - 4;
    }
    const at = words(j);
    const width = k - j;
    const scaled = f32x4.mul(lanes, factor);
    const b0 = f32x4.mul(loadUpTo(b + at, width), scaled);
    const b1 = f32x4.mul(loadUpTo(b + at + step, width), scaled);
    const b2 = f32x4.mul(loadUpTo(b + at + 2 * step, width), scaled);
    const d0 = f32x4.mul(loadUpTo(d + at, width), scaled);
    const d1 = f32x4.mul(loadUpTo(d + at + step, width), scaled);
    const d2 = f32x4.mul(loadUpTo(d + at + 2 * step, width), scaled);
    let a0 = a;
    let a1 = a + step;
    let a2 = a1 + step;
    let c0 = c;
    let c1 = c + step;
    let c2 = c1 + step;
    let to = dh + at;
    const end = a + row;
    while (a0 < end) {
      let u = f32x4.mul(v128.load_splat<f32>(a0), b0);
      let v = f32x4.mul(v128.load_splat<f32>(c0), d0);
      u = madd(v128.load_splat<f32>(a1), b1, u);
      v = madd(v128.load_splat<f32>(c1), d1, v);
      u = madd(v128.load_splat<f32>(a2), b2, u);
      v = madd(v128.load_splat<f32>(c2), d2, v);
      u = f32x4.add(u, v);
      if (more) u = f32x4.add(u, loadUpTo(to, width));
      if (width >= 4) v128.store(to, u);
      else storeUpTo(to, u, width);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      c0 += 4;
      c1 += 4;
      c2 += 4;
      to += row;
    }
  }
}

/** Eight columns of three towers: twelve registers hold b and d. */
function outerEight(to: usize, row: usize, a: usize, b: usize, c: usize, d: usize, step: usize, factor: v128): void {
  const b00 = f32x4.mul(v128.load(b), factor);
  const b01 = f32x4.mul(v128.load(b, 16), factor);
  const b10 = f32x4.mul(v128.load(b + step), factor);
  const b11 = f32x4.mul(v128.load(b + step, 16), factor);
  const b20 = f32x4.mul(v128.load(b + 2 * step), factor);
  const b21 = f32x4.mul(v128.load(b + 2 * step, 16), factor);
  const d00 = f32x4.mul(v128.load(d), factor);
  const d01 = f32x4.mul(v128.load(d, 16), factor);
  const d10 = f32x4.mul(v128.load(d + step), factor);
  const d11 = f32x4.mul(v128.load(d + step, 16), factor);
  const d20 = f32x4.mul(v128.load(d + 2 * step), factor);
  const d21 = f32x4.mul(v128.load(d + 2 * step, 16), factor);
  let a1 = a + step;
  let a2 = a1 + step;
  let c1 = c + step;
  let c2 = c1 + step;
  const end = a + row;
  while (a < end) {
    let x = v128.load_splat<f32>(a);
    let u = f32x4.mul(x, b00);
    let v = f32x4.mul(x, b01);
    x = v128.load_splat<f32>(a1);
    u = madd(x, b10, u);
    v = madd(x, b11, v);
    x = v128.load_splat<f32>(a2);
    u = madd(x, b20, u);
    v = madd(x, b21, v);
    x = v128.load_splat<f32>(c);
    u = madd(x, d00, u);
    v = madd(x, d01, v);
    x = v128.load_splat<f32>(c1);
    u = madd(x, d10, u);
    v = madd(x, d11, v);
    x = v128.load_splat<f32>(c2);
    u = madd(x, d20, u);
    v = madd(x, d21, v);
    v128.store(to, u);
    v128.store(to, v, 16);
    a += 4;
    a1 += 4;
    a2 += 4;
    c += 4;
    c1 += 4;
    c2 += 4;
    to += row;
  }
}

function outer1(dh: usize, k: i32, a: usize, b: usize, c: usize, d: usize, factor: v128, more: bool): void {
  const row = words(k);
  for (let j = 0; j < k; j += 4) {
    let lanes = f32x4.splat(1);
    if (k >= 4 && j > k - 4) {
      if (more) lanes = v128.and(lanes, restOf(k));
      j = k - 4;
    }
    const at = words(j);
    const width = k - j;
    const scaled = f32x4.mul(lanes, factor);
    const b0 = f32x4.mul(loadUpTo(b + at, width), scaled);
    const d0 = f32x4.mul(loadUpTo(d + at, width), scaled);
    let to = dh + at;
    for (let i: usize = 0; i < row; i += 4) {
      let u = madd(v128.load_splat<f32>(a + i), b0, f32x4.mul(v128.load_splat<f32>(c + i), d0));
      if (more) u = f32x4.add(u, loadUpTo(to, width));
      storeUpTo(to, u, width);
      to += row;
    }
  }
}
