import { power } from './exp';
import { doubleWords, loadUpTo, madd, shareOf, smaller, storeUpTo, words } from './simd';

/** As `kernels/optimiser.ts` has them: the optimisers' numbers (0 is Adam), and the constants. */
const ADAMW: i32 = 1;
const ADAGRAD: i32 = 2;

const BETA1: f64 = 0.9;
const BETA2: f64 = 0.999;
const ADAM_EPS: f32 = 1e-8;
const ADAGRAD_EPS: f32 = 1e-10;
const CLIP_EPS: f32 = 1e-6;

/** What a gradient is multiplied by, so that it is no longer than `clip`. */
function clipping(clip: f32, squares: usize): f32 {
  return clip > 0 ? min<f32>(1, clip / (sqrt(load<f32>(squares)) + CLIP_EPS)) : 1;
}

/**
 * OPTIMISE of `kernels/fused.ts`: one sweep.
 *
 * @param parameters [size], as `gradient`, `first` and `second`
 * @param rate of SGD and Adagrad the learning rate, of Adam that by 1 - beta1^t
 * @param root 1 / sqrt(1 - beta2^t)
 * @param shrinking the learning rate, for AdamW
 * @param fromEmbedding elements from this to before `toEmbedding` decay by `embeddingDecay`, or, `lazy`, stay
 * @param fromAdapter elements from this to before `toAdapter` decay by `adapterDecay`; they lie behind the embeddings
 */
export function optimise(
  parameters: usize,
  gradient: usize,
  first: usize,
  second: usize,
  squares: usize,
  size: i32,
  kind: i32,
  rate: f32,
  root: f32,
  shrinking: f32,
  momentum: f32,
  decay: f32,
  embeddingDecay: f32,
  fromEmbedding: i32,
  toEmbedding: i32,
  adapterDecay: f32,
  fromAdapter: i32,
  toAdapter: i32,
  lazy: i32,
  clip: f32,
  chunk: i32,
  chunks: i32,
): void {
  const from = shareOf(size, 4, chunk, chunks);
  const to = shareOf(size, 4, chunk + 1, chunks);
  const factor = clipping(clip, squares);
  let end = smaller(to, fromEmbedding);
  move(parameters, gradient, first, second, from, end, kind, rate, root, shrinking, momentum, decay, factor);
  end = smaller(to, toEmbedding);
  if (!lazy) move(parameters, gradient, first, second, max(from, fromEmbedding), end, kind, rate, root, shrinking, momentum, embeddingDecay, factor);
  let start = max(from, max(fromEmbedding, toEmbedding));
  end = smaller(to, fromAdapter);
  move(parameters, gradient, first, second, start, end, kind, rate, root, shrinking, momentum, decay, factor);
  start = max(start, fromAdapter);
  end = smaller(to, toAdapter);
  move(parameters, gradient, first, second, start, end, kind, rate, root, shrinking, momentum, adapterDecay, factor);
  start = max(start, toAdapter);
  move(parameters, gradient, first, second, start, to, kind, rate, root, shrinking, momentum, decay, factor);
}

/** Elements from `from` to before `to`. */
function move(
  parameters: usize,
  gradient: usize,
  first: usize,
  second: usize,
  from: i32,
  to: i32,
  kind: i32,
  rate: f32,
  root: f32,
  shrinking: f32,
  momentum: f32,
  decay: f32,
  factor: f32,
): void {
  const factors = f32x4.splat(factor);
  const rates = f32x4.splat(rate);
  const decays = f32x4.splat(kind === ADAMW ? 0 : decay);
  if (kind <= ADAMW) {
    const shrunk = f32x4.splat(kind === ADAMW ? decay * shrinking : 0);
    const keep1 = f32x4.splat(<f32>BETA1);
    const take1 = f32x4.splat(<f32>(1 - BETA1));
    const keep2 = f32x4.splat(<f32>BETA2);
    const take2 = f32x4.splat(<f32>(1 - BETA2));
    const roots = f32x4.splat(root);
    const eps = f32x4.splat(ADAM_EPS);
    for (let i = from; i < to; i += 4) {
      const at = words(i);
      const n = to - i;
      let p = loadUpTo(parameters + at, n);
      const g = madd(p, decays, f32x4.mul(loadUpTo(gradient + at, n), factors));
      const m = madd(g, take1, f32x4.mul(loadUpTo(first + at, n), keep1));
      const v = madd(f32x4.mul(g, g), take2, f32x4.mul(loadUpTo(second + at, n), keep2));
      p = f32x4.sub(p, f32x4.mul(p, shrunk));
      const moved = f32x4.div(m, madd(f32x4.sqrt(v), roots, eps));
      storeUpTo(first + at, m, n);
      storeUpTo(second + at, v, n);
      storeUpTo(parameters + at, f32x4.sub(p, f32x4.mul(moved, rates)), n);
    }
    return;
  }
  const momenta = f32x4.splat(momentum);
  for (let i = from; i < to; i += 4) {
    const at = words(i);
    const n = to - i;
    const p = loadUpTo(parameters + at, n);
    const g = madd(p, decays, f32x4.mul(loadUpTo(gradient + at, n), factors));
    let m = loadUpTo(first + at, n);
    let moved: v128;
    if (kind === ADAGRAD) {
      m = madd(g, g, m);
      moved = f32x4.div(g, f32x4.add(f32x4.sqrt(m), f32x4.splat(ADAGRAD_EPS)));
    } else {
      m = madd(m, momenta, g);
      moved = m;
    }
    storeUpTo(first + at, m, n);
    storeUpTo(parameters + at, f32x4.sub(p, f32x4.mul(moved, rates)), n);
  }
}

/** Elements of a partial sum of squares, which is float64. */
const SQUARES_AT_ONCE: i32 = 1 << 14;

/** The sums of squares of 16,384 elements each. @param sums [chunks] float64 */
export function squares(gradient: usize, size: i32, sums: usize, chunk: i32): void {
  const from = chunk * SQUARES_AT_ONCE;
  const to = smaller(size, from + SQUARES_AT_ONCE);
  let a = f64x2.splat(0);
  let b = a;
  for (let i = from; i < to; i += 4) {
    const v = loadUpTo(gradient + words(i), to - i);
    const low = f64x2.promote_low_f32x4(v);
    const high = f64x2.promote_low_f32x4(i32x4.shuffle(v, v, 2, 3, 0, 1));
    a = f64x2.add(a, f64x2.mul(low, low));
    b = f64x2.add(b, f64x2.mul(high, high));
  }
  a = f64x2.add(a, b);
  store<f64>(sums + doubleWords(chunk), f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1));
}

/** Their sum, as float32. */
export function sumOfSquares(sums: usize, n: i32, to: usize): void {
  let sum: f64 = 0;
  for (let i = 0; i < n; i++) sum += load<f64>(sums + doubleWords(i));
  store<f32>(to, <f32>sum);
}

/** r + r^2 + … + r^n */
function geometric(r: f64, n: i32): f64 {
  return r === 1 ? <f64>n : (r * (1 - power(r, n))) / (1 - r);
}

/**
 * OPTIMISE_ROWS of `kernels/fused.ts`, for a share of the table's rows.
 *
 * @param parameters of the table: [tableRows, width], as `gradient`, `first` and `second`
 * @param last [tableRows] int32: the step that moved a row last
 * @param ints the table's first id of row 0 of the batch; rows are `intColumns` apart, and have `ids` ids
 * @param learning the learning rate; `rate` and `root` as in `optimise`
 */
export function optimiseRows(
  parameters: usize,
  gradient: usize,
  first: usize,
  second: usize,
  last: usize,
  squares: usize,
  tableRows: i32,
  width: i32,
  ints: usize,
  intColumns: i32,
  ids: i32,
  rows: i32,
  kind: i32,
  t: i32,
  learning: f64,
  rate: f32,
  root: f32,
  momentum: f64,
  decay: f64,
  clip: f32,
  chunk: i32,
  chunks: i32,
): void {
  const from = shareOf(tableRows, 1, chunk, chunks);
  const to = shareOf(tableRows, 1, chunk + 1, chunks);
  const factor = clipping(clip, squares);
  for (let b = 0; b < rows; b++) {
    for (let i = 0; i < ids; i++) {
      const row = load<i32>(ints + words(b * intColumns + i));
      if (row < from || row >= to) continue;
      const moved = last + words(row);
      const skipped = t - 1 - load<i32>(moved);
      // A row that the batch names again has been moved at this step: skipped is -1.
      if (skipped < 0) continue;
      store<i32>(moved, t);
      const at = words(row * width);
      const v = second ? second + at : 0;
      if (skipped > 0) makeUp(parameters + at, first + at, v, width, skipped, kind, t, learning, momentum, decay);
      move(parameters + at, gradient + at, first + at, v, 0, width, kind, rate, root, <f32>learning, <f32>momentum, <f32>decay, factor);
    }
  }
}

/** CATCH_UP of `kernels/fused.ts`, for a share of the table's rows; parameters as those of `optimiseRows`. */
export function catchUpRows(
  parameters: usize,
  first: usize,
  second: usize,
  last: usize,
  tableRows: i32,
  width: i32,
  kind: i32,
  t: i32,
  learning: f64,
  momentum: f64,
  decay: f64,
  chunk: i32,
  chunks: i32,
): void {
  const to = shareOf(tableRows, 1, chunk + 1, chunks);
  for (let row = shareOf(tableRows, 1, chunk, chunks); row < to; row++) {
    const moved = last + words(row);
    const skipped = t - load<i32>(moved);
    if (skipped <= 0) continue;
    store<i32>(moved, t);
    const at = words(row * width);
    makeUp(parameters + at, first + at, second ? second + at : 0, width, skipped, kind, t, learning, momentum, decay);
  }
}

/** `lazyStep` of `kernels/lazy-step.ts`, for a row. */
function makeUp(parameters: usize, first: usize, second: usize, width: i32, skipped: i32, kind: i32, t: i32, learning: f64, momentum: f64, decay: f64): void {
  if (kind === ADAGRAD) return;
  const adam = kind <= ADAMW;
  const shrunk = f32x4.splat(<f32>(kind === ADAMW ? power(1 - learning * decay, skipped) : 1));
  const beta = adam ? BETA1 : momentum;
  const step = adam
    ? ((learning * sqrt(1 - power(BETA2, t))) / (1 - power(BETA1, t))) * geometric(BETA1 / sqrt(BETA2), skipped)
    : learning * geometric(momentum, skipped);
  const steps = f32x4.splat(<f32>step);
  const keep1 = f32x4.splat(<f32>power(beta, skipped));
  const keep2 = f32x4.splat(<f32>power(BETA2, skipped));
  for (let j = 0; j < width; j += 4) {
    const at = words(j);
    const n = width - j;
    const m = loadUpTo(first + at, n);
    let moved = f32x4.mul(m, steps);
    if (adam) {
      const v = loadUpTo(second + at, n);
      moved = f32x4.div(moved, f32x4.add(f32x4.sqrt(v), f32x4.splat(ADAM_EPS)));
      storeUpTo(second + at, f32x4.mul(v, keep2), n);
    }
    storeUpTo(parameters + at, f32x4.sub(f32x4.mul(loadUpTo(parameters + at, n), shrunk), moved), n);
    storeUpTo(first + at, f32x4.mul(m, keep1), n);
  }
}
