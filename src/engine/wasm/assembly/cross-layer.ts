import { dot } from './dot';
import { scratch } from './scratch';
import { addToDoubles, fromDoubles, loadUpTo, madd, shareOf, smaller, storeUpTo, words } from './simd';

/** CROSS_LAYER of `kernels/fused.ts`: y = x0 * (x . w) + b + x. x0, x, y [rows, width]; projection [rows]: x . w */
export function crossLayer(x0: usize, x: usize, w: usize, bias: usize, y: usize, projection: usize, rows: i32, width: i32, chunk: i32, chunks: i32): void {
  const end = shareOf(rows, 1, chunk + 1, chunks);
  for (let b = shareOf(rows, 1, chunk, chunks); b < end; b++) {
    const row = words(b * width);
    const p = dot(x + row, w, width);
    store<f32>(projection + words(b), p);
    const factor = f32x4.splat(p);
    for (let j = 0; j < width; j += 4) {
      const at = row + words(j);
      const left = width - j;
      const added = f32x4.add(loadUpTo(bias + words(j), left), loadUpTo(x + at, left));
      storeUpTo(y + at, madd(loadUpTo(x0 + at, left), factor, added), left);
    }
  }
}

/** CROSS_LAYER_GRADIENT by x0 and x; dprojection [rows], dy . x0, is what the gradient by w is made of. */
export function crossLayerByInput(
  dy: usize,
  x0: usize,
  w: usize,
  projection: usize,
  dx0: usize,
  dx: usize,
  dprojection: usize,
  rows: i32,
  width: i32,
  chunk: i32,
  chunks: i32,
): void {
  const end = shareOf(rows, 1, chunk + 1, chunks);
  for (let b = shareOf(rows, 1, chunk, chunks); b < end; b++) {
    const row = words(b * width);
    const d = dot(dy + row, x0 + row, width);
    store<f32>(dprojection + words(b), d);
    const slope = f32x4.splat(d);
    const factor = v128.load_splat<f32>(projection + words(b));
    for (let j = 0; j < width; j += 4) {
      const at = row + words(j);
      const left = width - j;
      const g = loadUpTo(dy + at, left);
      storeUpTo(dx0 + at, f32x4.mul(g, factor), left);
      storeUpTo(dx + at, madd(slope, loadUpTo(w + words(j), left), g), left);
    }
  }
}

/** dw = the sum of x * dprojection, db = the sum of dy; 64 rows in float32, these sums in float64. Chunks share the columns. */
export function crossLayerByWeight(dy: usize, x: usize, dprojection: usize, dw: usize, db: usize, rows: i32, width: i32, chunk: i32, chunks: i32): void {
  const from = shareOf(width, 4, chunk, chunks);
  const to = shareOf(width, 4, chunk + 1, chunks);
  const sums = scratch;
  for (let j = from; j < to; j += 4) {
    const left = smaller(4, width - j);
    memory.fill(sums, 0, 64);
    for (let first = 0; first < rows; first += 64) {
      const last = smaller(rows, first + 64);
      let a = f32x4.splat(0);
      let c = a;
      for (let b = first; b < last; b++) {
        const at = words(b * width + j);
        a = madd(v128.load_splat<f32>(dprojection + words(b)), loadUpTo(x + at, left), a);
        c = f32x4.add(c, loadUpTo(dy + at, left));
      }
      addToDoubles(sums, a);
      addToDoubles(sums + 32, c);
    }
    storeUpTo(dw + words(j), fromDoubles(sums), left);
    storeUpTo(db + words(j), fromDoubles(sums + 32), left);
  }
}
