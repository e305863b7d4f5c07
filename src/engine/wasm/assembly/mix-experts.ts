import { exp4 } from './exp';
import { loadUpTo, madd, shareOf, storeUpTo, sumEach, sumLanes, words } from './simd';

/** The softmax of n numbers. The largest is taken off first, so that no power is beyond float32. */
function softmax(from: usize, to: usize, n: i32): void {
  let most = load<f32>(from);
  for (let i = 1; i < n; i++) most = max(most, load<f32>(from + words(i)));
  const top = f32x4.splat(most);
  let sum = f32x4.splat(0);
  for (let i = 0; i < n; i += 4) {
    const at = to + words(i);
    storeUpTo(at, exp4(f32x4.sub(loadUpTo(from + words(i), n - i), top)), n - i);
    // Read back, what lies behind the last is 0.
    sum = f32x4.add(sum, loadUpTo(at, n - i));
  }
  const total = f32x4.splat(sumLanes(sum));
  for (let i = 0; i < n; i += 4) {
    const at = to + words(i);
    storeUpTo(at, f32x4.div(loadUpTo(at, n - i), total), n - i);
  }
}

/**
 * The sum of `count` rows of `width`, each times its weight.
 *
 * @param weights the first weight; the next lies `weightStep` bytes on
 * @param rows the first row; the next begins `rowStep` bytes on
 */
function weightedSum(weights: usize, weightStep: usize, rows: usize, rowStep: usize, count: i32, to: usize, width: i32): void {
  let j = 0;
  for (; j + 16 <= width; j += 16) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let weight = weights;
    let row = rows + words(j);
    for (let i = 0; i < count; i++) {
      const factor = v128.load_splat<f32>(weight);
      a = madd(factor, v128.load(row), a);
      b = madd(factor, v128.load(row, 16), b);
      c = madd(factor, v128.load(row, 32), c);
      d = madd(factor, v128.load(row, 48), d);
      weight += weightStep;
      row += rowStep;
    }
    const at = to + words(j);
    v128.store(at, a);
    v128.store(at, b, 16);
    v128.store(at, c, 32);
    v128.store(at, d, 48);
  }
  for (; j < width; j += 4) {
    const left = width - j;
    let sum = f32x4.splat(0);
    let weight = weights;
    let row = rows + words(j);
    for (let i = 0; i < count; i++) {
      sum = madd(v128.load_splat<f32>(weight), loadUpTo(row, left), sum);
      weight += weightStep;
      row += rowStep;
    }
    storeUpTo(to + words(j), sum, left);
  }
}

/** The products of one row with each of `count` rows of its width, the next of which begins `step` bytes on. */
function products(row: usize, rows: usize, step: usize, count: i32, to: usize, width: i32): void {
  for (let i = 0; i < count; i += 4) {
    const left = count - i;
    const first = rows + <usize>i * step;
    // Behind the last, the last again: its product is not stored.
    const second = first + (left > 1 ? step : 0);
    const third = second + (left > 2 ? step : 0);
    const fourth = third + (left > 3 ? step : 0);
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let j = 0; j < width; j += 4) {
      const at = words(j);
      const some = width - j;
      const factor = loadUpTo(row + at, some);
      a = madd(factor, loadUpTo(first + at, some), a);
      b = madd(factor, loadUpTo(second + at, some), b);
      c = madd(factor, loadUpTo(third + at, some), c);
      d = madd(factor, loadUpTo(fourth + at, some), d);
    }
    storeUpTo(to + words(i), sumEach(a, b, c, d), left);
  }
}

/**
 * MIX_EXPERTS of `kernels/fused.ts`.
 *
 * @param logits [gates, rows, experts]; 0: the shares are given
 * @param shares as logits
 * @param outputs of the experts, [experts, rows, width]
 * @param y [gates, rows, width]
 */
export function mixExperts(
  logits: usize,
  shares: usize,
  outputs: usize,
  y: usize,
  gates: i32,
  rows: i32,
  experts: i32,
  width: i32,
  chunk: i32,
  chunks: i32,
): void {
  const end = shareOf(rows, 1, chunk + 1, chunks);
  for (let b = shareOf(rows, 1, chunk, chunks); b < end; b++) {
    for (let g = 0; g < gates; g++) {
      const row = g * rows + b;
      const mine = words(row * experts);
      if (logits) softmax(logits + mine, shares + mine, experts);
      weightedSum(shares + mine, 4, outputs + words(b * width), words(rows * width), experts, y + words(row * width), width);
    }
  }
}

/**
 * MIX_EXPERTS_GRADIENT.
 *
 * @param gated whether the shares are a softmax of the logits
 * @param dy [gates, rows, width]
 * @param shares [gates, rows, experts], as `dlogits`; 0: nobody asks for these
 * @param outputs of the experts, [experts, rows, width], as `doutputs`
 */
export function mixExpertsGradient(
  gated: i32,
  dy: usize,
  shares: usize,
  outputs: usize,
  dlogits: usize,
  doutputs: usize,
  gates: i32,
  rows: i32,
  experts: i32,
  width: i32,
  chunk: i32,
  chunks: i32,
): void {
  const step = words(rows * width);
  const end = shareOf(rows, 1, chunk + 1, chunks);
  for (let b = shareOf(rows, 1, chunk, chunks); b < end; b++) {
    const own = words(b * width);
    for (let e = 0; e < experts; e++) {
      weightedSum(shares + words(b * experts + e), words(rows * experts), dy + own, step, gates, doutputs + <usize>e * step + own, width);
    }
    if (!dlogits) continue;
    for (let g = 0; g < gates; g++) {
      const row = g * rows + b;
      const mine = words(row * experts);
      products(dy + words(row * width), outputs + own, step, experts, dlogits + mine, width);
      if (gated) throughSoftmax(shares + mine, dlogits + mine, experts);
    }
  }
}

/** Of the slopes by n shares, in place, those by their logits. */
function throughSoftmax(shares: usize, slopes: usize, n: i32): void {
  let sum = f32x4.splat(0);
  for (let i = 0; i < n; i += 4) sum = madd(loadUpTo(shares + words(i), n - i), loadUpTo(slopes + words(i), n - i), sum);
  const pulled = f32x4.splat(sumLanes(sum));
  for (let i = 0; i < n; i += 4) {
    const at = slopes + words(i);
    storeUpTo(at, f32x4.mul(loadUpTo(shares + words(i), n - i), f32x4.sub(loadUpTo(at, n - i), pulled)), n - i);
  }
}
