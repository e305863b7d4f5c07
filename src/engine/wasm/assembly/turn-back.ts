import { loadUpTo, madd, restOf, sumEach, sumLanes, words } from './simd';

/** Products with one row's matrix H transposed, in blocks as in `turn.ts`. */

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
