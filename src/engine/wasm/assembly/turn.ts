import { loadUpTo, madd, storeUpTo, words } from './simd';

/**
 * Products with one row's matrix H [k, k] (its rows unaligned, since k may be anything), for the vectors of all the row's
 * towers: three towers at a time, so that a value of H that is loaded serves three products, then one by one.
 * Where k is no multiple of a block's width the last block begins earlier and makes some values twice.
 */

/** y[g] = scale * x[g] H. Vectors of the towers are `step` bytes apart. */
export function turn(h: usize, k: i32, x: usize, y: usize, towers: i32, step: usize, scale: f32): void {
  const factor = f32x4.splat(scale);
  let g = 0;
  if (k >= 12) {
    for (; g + 3 <= towers; g += 3) turn3(h, k, x + <usize>g * step, y + <usize>g * step, step, factor);
    for (; g < towers; g++) turn1(h, k, x + <usize>g * step, y + <usize>g * step, factor);
    return;
  }
  const row = words(k);
  for (; g < towers; g++) {
    for (let j = 0; j < k; j += 4) {
      let sum = f32x4.splat(0);
      for (let i = 0; i < k; i++) sum = madd(v128.load_splat<f32>(x + <usize>g * step + words(i)), loadUpTo(h + <usize>i * row + words(j), k - j), sum);
      storeUpTo(y + <usize>g * step + words(j), f32x4.mul(sum, factor), k - j);
    }
  }
}

/** Twelve columns at a time. */
function turn3(h: usize, k: i32, x: usize, y: usize, step: usize, factor: v128): void {
  const row = words(k);
  for (let j = 0; j < k; j += 12) {
    if (j > k - 12) j = k - 12;
    const at = words(j);
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let c0 = a0;
    let c1 = a0;
    let c2 = a0;
    let from = h + at;
    let xa = x;
    let xb = x + step;
    let xc = xb + step;
    const end = x + row;
    while (xa < end) {
      const h0 = v128.load(from);
      const h1 = v128.load(from, 16);
      const h2 = v128.load(from, 32);
      let v = v128.load_splat<f32>(xa);
      a0 = madd(v, h0, a0);
      a1 = madd(v, h1, a1);
      a2 = madd(v, h2, a2);
      v = v128.load_splat<f32>(xb);
      b0 = madd(v, h0, b0);
      b1 = madd(v, h1, b1);
      b2 = madd(v, h2, b2);
      v = v128.load_splat<f32>(xc);
      c0 = madd(v, h0, c0);
      c1 = madd(v, h1, c1);
      c2 = madd(v, h2, c2);
      from += row;
      xa += 4;
      xb += 4;
      xc += 4;
    }
    let to = y + at;
    v128.store(to, f32x4.mul(a0, factor));
    v128.store(to, f32x4.mul(a1, factor), 16);
    v128.store(to, f32x4.mul(a2, factor), 32);
    to += step;
    v128.store(to, f32x4.mul(b0, factor));
    v128.store(to, f32x4.mul(b1, factor), 16);
    v128.store(to, f32x4.mul(b2, factor), 32);
    to += step;
    v128.store(to, f32x4.mul(c0, factor));
    v128.store(to, f32x4.mul(c1, factor), 16);
    v128.store(to, f32x4.mul(c2, factor), 32);
  }
}

/** Twelve columns at a time, even and odd terms apart, since one sum alone would wait for itself. */
function turn1(h: usize, k: i32, x: usize, y: usize, factor: v128): void {
  const row = words(k);
  for (let j = 0; j < k; j += 12) {
    if (j > k - 12) j = k - 12;
    const at = words(j);
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let from = h + at;
    let i = 0;
    for (; i + 2 <= k; i += 2) {
      let v = v128.load_splat<f32>(x + words(i));
      a0 = madd(v, v128.load(from), a0);
      a1 = madd(v, v128.load(from, 16), a1);
      a2 = madd(v, v128.load(from, 32), a2);
      from += row;
      v = v128.load_splat<f32>(x + words(i), 4);
      b0 = madd(v, v128.load(from), b0);
      b1 = madd(v, v128.load(from, 16), b1);
      b2 = madd(v, v128.load(from, 32), b2);
      from += row;
    }
    if (i < k) {
      const v = v128.load_splat<f32>(x + words(i));
      a0 = madd(v, v128.load(from), a0);
      a1 = madd(v, v128.load(from, 16), a1);
      a2 = madd(v, v128.load(from, 32), a2);
    }
    const to = y + at;
    v128.store(to, f32x4.mul(f32x4.add(a0, b0), factor));
    v128.store(to, f32x4.mul(f32x4.add(a1, b1), factor), 16);
    v128.store(to, f32x4.mul(f32x4.add(a2, b2), factor), 32);
  }
}
