import { loadUpTo, madd, storeUpTo, sumEach, sumLanes, words } from './simd';

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

/** y[g] = scale * x[g] H^T. */
export function turnBack(h: usize, k: i32, x: usize, y: usize, towers: i32, step: usize, scale: f32): void {
  const factor = f32x4.splat(scale);
  let g = 0;
  if (k >= 4) {
    for (; g + 3 <= towers; g += 3) turnBack3(h, k, x + <usize>g * step, y + <usize>g * step, step, factor);
    for (; g < towers; g++) turnBack1(h, k, x + <usize>g * step, y + <usize>g * step, factor);
    return;
  }
  const row = words(k);
  for (; g < towers; g++) {
    const v = loadUpTo(x + <usize>g * step, k);
    for (let i = 0; i < k; i++) store<f32>(y + <usize>g * step + words(i), scale * sumLanes(f32x4.mul(loadUpTo(h + <usize>i * row, k), v)));
  }
}

/** Of the last four of k values those that whole vectors of four have not had: all bits of these lanes. */
function restOf(k: i32): v128 {
  return i32x4.ge_s(i32x4(0, 1, 2, 3), i32x4.splat(4 - (k & 3)));
}

function turnBack3(h: usize, k: i32, x: usize, y: usize, step: usize, factor: v128): void {
  const row = words(k);
  const whole = words(k & ~3);
  const rest = restOf(k);
  for (let i = 0; i < k; i += 4) {
    if (i > k - 4) i = k - 4;
    let h0 = h + <usize>i * row;
    let h1 = h0 + row;
    let h2 = h1 + row;
    let h3 = h2 + row;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    let c0 = a0;
    let c1 = a0;
    let c2 = a0;
    let c3 = a0;
    let at = x;
    const end = x + whole;
    while (at < end) {
      const xa = v128.load(at);
      const xb = v128.load(at + step);
      const xc = v128.load(at + 2 * step);
      let v = v128.load(h0);
      a0 = madd(v, xa, a0);
      b0 = madd(v, xb, b0);
      c0 = madd(v, xc, c0);
      v = v128.load(h1);
      a1 = madd(v, xa, a1);
      b1 = madd(v, xb, b1);
      c1 = madd(v, xc, c1);
      v = v128.load(h2);
      a2 = madd(v, xa, a2);
      b2 = madd(v, xb, b2);
      c2 = madd(v, xc, c2);
      v = v128.load(h3);
      a3 = madd(v, xa, a3);
      b3 = madd(v, xb, b3);
      c3 = madd(v, xc, c3);
      at += 16;
      h0 += 16;
      h1 += 16;
      h2 += 16;
      h3 += 16;
    }
    if (k & 3) {
      const back = row - 16;
      const xa = v128.and(v128.load(x + back), rest);
      const xb = v128.and(v128.load(x + back + step), rest);
      const xc = v128.and(v128.load(x + back + 2 * step), rest);
      let from = h + <usize>i * row + back;
      let v = v128.load(from);
      a0 = madd(v, xa, a0);
      b0 = madd(v, xb, b0);
      c0 = madd(v, xc, c0);
      from += row;
      v = v128.load(from);
      a1 = madd(v, xa, a1);
      b1 = madd(v, xb, b1);
      c1 = madd(v, xc, c1);
      from += row;
      v = v128.load(from);
      a2 = madd(v, xa, a2);
      b2 = madd(v, xb, b2);
      c2 = madd(v, xc, c2);
      from += row;
      v = v128.load(from);
      a3 = madd(v, xa, a3);
      b3 = madd(v, xb, b3);
      c3 = madd(v, xc, c3);
    }
    const to = y + words(i);
    v128.store(to, f32x4.mul(sumEach(a0, a1, a2, a3), factor));
    v128.store(to + step, f32x4.mul(sumEach(b0, b1, b2, b3), factor));
    v128.store(to + 2 * step, f32x4.mul(sumEach(c0, c1, c2, c3), factor));
  }
}

function turnBack1(h: usize, k: i32, x: usize, y: usize, factor: v128): void {
  const row = words(k);
  const whole = words(k & ~3);
  const rest = v128.and(v128.load(x + row - 16), restOf(k));
  for (let i = 0; i < k; i += 4) {
    if (i > k - 4) i = k - 4;
    const h0 = h + <usize>i * row;
    const h1 = h0 + row;
    const h2 = h1 + row;
    const h3 = h2 + row;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let at: usize = 0; at < whole; at += 16) {
      const v = v128.load(x + at);
      a0 = madd(v128.load(h0 + at), v, a0);
      a1 = madd(v128.load(h1 + at), v, a1);
      a2 = madd(v128.load(h2 + at), v, a2);
      a3 = madd(v128.load(h3 + at), v, a3);
    }
    if (k & 3) {
      const back = row - 16;
      a0 = madd(v128.load(h0 + back), rest, a0);
      a1 = madd(v128.load(h1 + back), rest, a1);
      a2 = madd(v128.load(h2 + back), rest, a2);
      a3 = madd(v128.load(h3 + back), rest, a3);
    }
    v128.store(y + words(i), f32x4.mul(sumEach(a0, a1, a2, a3), factor));
  }
}

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
