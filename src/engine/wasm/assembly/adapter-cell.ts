import { sigmoid4 } from './exp';
import { addOuter } from './outer';
import { multiplyRows } from './product';
import { loadUpTo, shareOf, storeUpTo, words } from './simd';
import { TILE } from './tile';
import { turn } from './turn';
import { turnBack } from './turn-back';

/**
 * ADAPTER_CELL of `kernels/fused.ts`, for a share of the rows, all towers: small enough (48 rows) that the rows' H, which
 * is read from memory once, is still in the second cache for its second product (48 of 35 * 35 floats: 235 KB).
 *
 * @param u1 packed by `pack`, as v1, u2 and v2
 * @param z [towers, rows, m]; u, t1, t2, a, t4, t5 in the same way
 * @param h [rows, k * k]
 */
export function adapterCell(
  z: usize,
  h: usize,
  u1: usize,
  v1: usize,
  u2: usize,
  v2: usize,
  b1: usize,
  b2: usize,
  u: usize,
  t1: usize,
  t2: usize,
  a: usize,
  t4: usize,
  t5: usize,
  towers: i32,
  rows: i32,
  m: i32,
  k: i32,
  r: i32,
  scale: f32,
  chunk: i32,
  chunks: i32,
): void {
  const from = shareOf(rows, TILE, chunk, chunks);
  const n = shareOf(rows, TILE, chunk + 1, chunks) - from;
  const step = words(rows * k);
  for (let g = 0; g < towers; g++) multiplyRows(part(z, g, from, rows, m), m, u1, false, 0, part(t1, g, from, rows, k), n, m, k);
  for (let b = from; b < from + n; b++) turn(part(h, 0, b, rows, k * k), k, part(t1, 0, b, rows, k), part(t2, 0, b, rows, k), towers, step, scale);
  for (let g = 0; g < towers; g++) {
    const active = part(a, g, from, rows, r);
    multiplyRows(part(t2, g, from, rows, k), k, v1, false, b1, active, n, k, r);
    for (let i = 0; i < n * r; i += 4) {
      const at = active + words(i);
      storeUpTo(at, sigmoid4(loadUpTo(at, n * r - i)), n * r - i);
    }
    multiplyRows(active, r, u2, false, 0, part(t4, g, from, rows, k), n, r, k);
  }
  for (let b = from; b < from + n; b++) turn(part(h, 0, b, rows, k * k), k, part(t4, 0, b, rows, k), part(t5, 0, b, rows, k), towers, step, scale);
  for (let g = 0; g < towers; g++) multiplyRows(part(t5, g, from, rows, k), k, v2, false, b2, part(u, g, from, rows, m), n, k, m);
}

/**
 * ADAPTER_CELL_GRADIENT without the gradients by U, V and b, for a share of the rows, all towers; what those are made
 * of goes to dt1, ds, dt4: the gradients by t1, by the sigmoid's argument, by t4. dt2 and dt5 are work space.
 *
 * @param v2 packed `turned`, as u2, v1 and u1
 * @param plus [towers, rows, m] what is added to dz, or 0
 * @param dt1 [towers, rows, k]; dt2, dt4, dt5 alike; ds [towers, rows, r]
 */
export function adapterCellGradient(
  du: usize,
  h: usize,
  u1: usize,
  v1: usize,
  u2: usize,
  v2: usize,
  t1: usize,
  a: usize,
  t4: usize,
  plus: usize,
  dz: usize,
  dh: usize,
  dt1: usize,
  dt2: usize,
  ds: usize,
  dt4: usize,
  dt5: usize,
  towers: i32,
  rows: i32,
  m: i32,
  k: i32,
  r: i32,
  scale: f32,
  chunk: i32,
  chunks: i32,
): void {
  const from = shareOf(rows, TILE, chunk, chunks);
  const n = shareOf(rows, TILE, chunk + 1, chunks) - from;
  const step = words(rows * k);
  for (let g = 0; g < towers; g++) multiplyRows(part(du, g, from, rows, m), m, v2, false, 0, part(dt5, g, from, rows, k), n, m, k);
  for (let b = from; b < from + n; b++) turnBack(part(h, 0, b, rows, k * k), k, part(dt5, 0, b, rows, k), part(dt4, 0, b, rows, k), towers, step, scale);
  const one = f32x4.splat(1);
  for (let g = 0; g < towers; g++) {
    const grad = part(ds, g, from, rows, r);
    const active = part(a, g, from, rows, r);
    multiplyRows(part(dt4, g, from, rows, k), k, u2, false, 0, grad, n, k, r);
    for (let i = 0; i < n * r; i += 4) {
      const at = words(i);
      const left = n * r - i;
      const v = loadUpTo(active + at, left);
      storeUpTo(grad + at, f32x4.mul(loadUpTo(grad + at, left), f32x4.mul(v, f32x4.sub(one, v))), left);
    }
    multiplyRows(grad, r, v1, false, 0, part(dt2, g, from, rows, k), n, r, k);
  }
  for (let b = from; b < from + n; b++) {
    const d2 = part(dt2, 0, b, rows, k);
    turnBack(part(h, 0, b, rows, k * k), k, d2, part(dt1, 0, b, rows, k), towers, step, scale);
    addOuter(part(dh, 0, b, rows, k * k), k, part(t1, 0, b, rows, k), d2, part(t4, 0, b, rows, k), part(dt5, 0, b, rows, k), towers, step, scale);
  }
  for (let g = 0; g < towers; g++) {
    const to = part(dz, g, from, rows, m);
    if (plus) memory.copy(to, part(plus, g, from, rows, m), words(n * m));
    multiplyRows(part(dt1, g, from, rows, k), k, u1, plus !== 0, 0, to, n, k, m);
  }
}

/** Where row b of tower g is in [towers, rows, width]. */
function part(x: usize, g: i32, b: i32, rows: i32, width: i32): usize {
  return x + words((g * rows + b) * width);
}
