import { sumColumns, sumSquares } from './column-sums';
import { scratch } from './scratch';
import { statisticsCount, statisticsRows, takingCount, takingRows } from './sets';
import { doubleWords, loadUpTo, madd, shareOf, storeUpTo, words } from './simd';

/**
 * A norm works on some columns of all rows at a time, so that what the first sweep over x fetches is still in the second
 * cache (2 MB here) for the sweeps that follow: 64 columns of 2,048 rows are 512 KB.
 */
export const EPS: f64 = 1e-5;
/** Room for this many columns' values. */
export const MOST_COLUMNS: i32 = 64;
const FLOATS: usize = <usize>MOST_COLUMNS * 4;

/** A share of the columns of each tower: where it begins. Chunks are towers * shares. */
export function columnShare(columns: i32, share: i32, shares: i32): i32 {
  return shareOf(columns, 4, share, shares);
}

/**
 * NORM of `kernels/fused.ts`.
 *
 * @param x [towers, rows, columns], as `y` and `residual` (0: none)
 * @param gamma [towers, sets, columns], or [columns] where `shared`; as `beta`
 * @param runningMean [towers, sets, columns], as `runningVariance`; 0: none
 * @param mean [towers, sets, columns], as `scale`
 * @param list of `listRows`; its sets are the towers', one after the other
 * @param least a set of fewer rows takes its running statistics
 * @param chunks towers * shares, a share of MOST_COLUMNS at most
 */
export function norm(
  x: usize,
  gamma: usize,
  beta: usize,
  shared: i32,
  residual: usize,
  runningMean: usize,
  runningVariance: usize,
  y: usize,
  mean: usize,
  scale: usize,
  list: usize,
  least: i32,
  towers: i32,
  sets: i32,
  rows: i32,
  columns: i32,
  unbiased: i32,
  rectified: i32,
  momentum: f32,
  kept: i32,
  key: i32,
  chunk: i32,
  chunks: i32,
): void {
  const shares = chunks / towers;
  const g = chunk / shares;
  const from = columnShare(columns, chunk % shares, shares);
  const width = columnShare(columns, (chunk % shares) + 1, shares) - from;
  const step = words(columns);
  const tower = words(g * rows * columns + from);

  const means = scratch;
  const slopes = means + FLOATS;
  const offsets = slopes + FLOATS;
  const sums = offsets + FLOATS;
  for (let s = 0; s < sets; s++) {
    const set = g * sets + s;
    const at = words(set * columns + from);
    const n = statisticsCount(list, rows, set);
    if (n >= least) {
      const those = statisticsRows(list, rows, set);
      memory.fill(sums, 0, FLOATS << 1);
      sumColumns(those, n, x + tower, step, width, sums);
      for (let j = 0; j < width; j++) setFloat(means, j, <f32>(double(sums, j) / <f64>max(n, 1)));
      memory.fill(sums, 0, FLOATS << 1);
      sumSquares(those, n, x + tower, step, width, means, sums);
    }
    for (let j = 0; j < width; j++) {
      let variance: f64 = 0;
      if (n >= least) {
        const unbiasedVariance = double(sums, j) / <f64>max(n - 1, 1);
        variance = unbiased ? unbiasedVariance : double(sums, j) / <f64>max(n, 1);
        if (runningMean && momentum > 0) {
          move(runningMean + at, j, momentum, float(means, j));
          move(runningVariance + at, j, momentum, <f32>unbiasedVariance);
        }
      } else {
        setFloat(means, j, runningMean ? float(runningMean + at, j) : 0);
        if (runningVariance) variance = <f64>float(runningVariance + at, j);
      }
      const factor = <f32>(1 / sqrt(variance + EPS));
      setFloat(mean + at, j, float(means, j));
      setFloat(scale + at, j, factor);
      const parameter = shared ? words(from) : at;
      setFloat(slopes, j, factor * float(gamma + parameter, j));
      setFloat(offsets, j, float(beta + parameter, j));
    }
    apply(takingRows(list, rows, set), takingCount(list, rows, set), x + tower, residual ? residual + tower : 0, y + tower, step, width, rectified);
    if (kept < DRAWS) thin(takingRows(list, rows, set), takingCount(list, rows, set), y + tower, g * rows * columns + from, columns, width, kept, key);
  }
}

/**
 * NORM_EVALUATION.
 *
 * @param mean [towers, sets, columns], as `variance`
 */
export function normEvaluation(
  x: usize,
  gamma: usize,
  beta: usize,
  shared: i32,
  residual: usize,
  mean: usize,
  variance: usize,
  y: usize,
  list: usize,
  towers: i32,
  sets: i32,
  rows: i32,
  columns: i32,
  rectified: i32,
  chunk: i32,
  chunks: i32,
): void {
  const shares = chunks / towers;
  const g = chunk / shares;
  const from = columnShare(columns, chunk % shares, shares);
  const width = columnShare(columns, (chunk % shares) + 1, shares) - from;
  const tower = words(g * rows * columns + from);
  const means = scratch;
  const slopes = means + FLOATS;
  const offsets = slopes + FLOATS;
  for (let s = 0; s < sets; s++) {
    const set = g * sets + s;
    const at = words(set * columns + from);
    const parameter = shared ? words(from) : at;
    for (let j = 0; j < width; j++) {
      setFloat(means, j, float(mean + at, j));
      setFloat(slopes, j, <f32>(1 / sqrt(<f64>float(variance + at, j) + EPS)) * float(gamma + parameter, j));
      setFloat(offsets, j, float(beta + parameter, j));
    }
    const step = words(columns);
    apply(takingRows(list, rows, set), takingCount(list, rows, set), x + tower, residual ? residual + tower : 0, y + tower, step, width, rectified);
  }
}

/** y = (x - mean) * slope + offset, at least 0 where `rectified`, + residual; for listed rows. */
function apply(list: usize, n: i32, x: usize, residual: usize, y: usize, step: usize, width: i32, rectified: i32): void {
  const least = f32x4.splat(rectified ? 0 : -Infinity);
  const means = scratch;
  const whole = words(width & ~3);
  for (let i = 0; i < n; i++) {
    const row = <usize>load<i32>(list + words(i)) * step;
    let from = x + row;
    let added = residual + row;
    let to = y + row;
    const end = means + whole;
    for (let at = means; at < end; at += 16) {
      let line = madd(f32x4.sub(v128.load(from), v128.load(at)), v128.load(at + FLOATS), v128.load(at + 2 * FLOATS));
      // Of two numbers pmax takes the first unless it is less than the second: it lets NaN through.
      line = f32x4.pmax(line, least);
      if (residual) line = f32x4.add(line, v128.load(added));
      v128.store(to, line);
      from += 16;
      added += 16;
      to += 16;
    }
    const left = width & 3;
    if (left > 0) {
      let line = madd(f32x4.sub(loadUpTo(from, left), v128.load(end)), v128.load(end + FLOATS), v128.load(end + 2 * FLOATS));
      line = f32x4.pmax(line, least);
      if (residual) line = f32x4.add(line, loadUpTo(added, left));
      storeUpTo(to, line, left);
    }
  }
}

/** As many as there are draws of `dropout-mask.ts`. */
const DRAWS: i32 = 1 << 24;

/** Dropout in place. @param first index of the first column of row 0 in the whole of y */
function thin(list: usize, n: i32, y: usize, first: i32, columns: i32, width: i32, kept: i32, key: i32): void {
  const keys = i32x4.splat(key);
  const limit = i32x4.splat(kept);
  const factor = f32x4.splat(<f32>(<f64>DRAWS / <f64>kept));
  for (let i = 0; i < n; i++) {
    const b = load<i32>(list + words(i));
    const row = y + words(b * columns);
    let index = i32x4.add(i32x4.splat(first + b * columns), i32x4(0, 1, 2, 3));
    for (let j = 0; j < width; j += 4) {
      const at = row + words(j);
      const draw = i32x4.shr_u(mix(v128.xor(mix(v128.xor(index, i32x4.splat(0x9e3779b9))), keys)), 8);
      const value = f32x4.mul(loadUpTo(at, width - j), factor);
      storeUpTo(at, v128.and(value, i32x4.lt_s(draw, limit)), width - j);
      index = i32x4.add(index, i32x4.splat(4));
    }
  }
}

/** `mix32` of `dropout-mask.ts`. */
function mix(value: v128): v128 {
  let x = i32x4.mul(v128.xor(value, i32x4.shr_u(value, 16)), i32x4.splat(0x7feb352d));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/** DROPOUT_MASK: [size]. */
export function dropoutMask(to: usize, size: i32, kept: i32, key: i32, chunk: i32, chunks: i32): void {
  const keys = i32x4.splat(key);
  const limit = i32x4.splat(kept);
  const factor = f32x4.splat(<f32>(<f64>DRAWS / <f64>kept));
  const end = shareOf(size, 4, chunk + 1, chunks);
  for (let i = shareOf(size, 4, chunk, chunks); i < end; i += 4) {
    const index = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
    const draw = i32x4.shr_u(mix(v128.xor(mix(v128.xor(index, i32x4.splat(0x9e3779b9))), keys)), 8);
    storeUpTo(to + words(i), v128.and(factor, i32x4.lt_s(draw, limit)), end - i);
  }
}

function move(running: usize, j: i32, momentum: f32, batch: f32): void {
  setFloat(running, j, float(running, j) * (1 - momentum) + batch * momentum);
}

export function float(at: usize, i: i32): f32 {
  return load<f32>(at + words(i));
}
export function setFloat(at: usize, i: i32, value: f32): void {
  store<f32>(at + words(i), value);
}
export function double(at: usize, i: i32): f64 {
  return load<f64>(at + doubleWords(i));
}
