import { EPS } from './norm';
import { scratch } from './scratch';
import { addToDoubles, doubleWords, fromDoubles, loadUpTo, madd, shareOf, smaller, storeUpTo, sumLanes, words } from './simd';

/** The parameter of row `b` of all: each row's own, or that of its group. */
function parameterOf(parameter: usize, own: i32, b: i32, rows: i32, width: i32): usize {
  return parameter + words((own ? b : b / rows) * width);
}

/** The gradient behind the ReLU: where y is above 0. */
function opened(dy: usize, y: usize, left: i32): v128 {
  return v128.and(loadUpTo(dy, left), f32x4.gt(loadUpTo(y, left), f32x4.splat(0)));
}

/**
 * LAYER_NORM of `kernels/fused.ts`.
 *
 * @param x [groups * rows, width], as `y`
 * @param gamma as x where `own`, else [groups, width]; as `beta`
 * @param moments [groups * rows, 2]
 * @param all groups * rows
 */
export function layerNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  own: i32,
  y: usize,
  moments: usize,
  all: i32,
  rows: i32,
  width: i32,
  chunk: i32,
  chunks: i32,
): void {
  const zero = f32x4.splat(0);
  const end = shareOf(all, 1, chunk + 1, chunks);
  for (let b = shareOf(all, 1, chunk, chunks); b < end; b++) {
    const row = words(b * width);
    const from = x + row;
    let sum = zero;
    for (let j = 0; j < width; j += 4) sum = f32x4.add(sum, loadUpTo(from + words(j), width - j));
    const mean = <f32>(<f64>sumLanes(sum) / <f64>width);
    const middle = f32x4.splat(mean);
    let squares = zero;
    const whole = width & ~3;
    for (let j = 0; j < whole; j += 4) {
      const centred = f32x4.sub(v128.load(from + words(j)), middle);
      squares = madd(centred, centred, squares);
    }
    let rest: f32 = 0;
    for (let j = whole; j < width; j++) {
      const centred = load<f32>(from + words(j)) - mean;
      rest += centred * centred;
    }
    const scale = <f32>(1 / sqrt(<f64>(sumLanes(squares) + rest) / <f64>width + EPS));
    store<f32>(moments + doubleWords(b), mean);
    store<f32>(moments + doubleWords(b), scale, 4);
    const factor = f32x4.splat(scale);
    const gain = parameterOf(gamma, own, b, rows, width);
    const shift = parameterOf(beta, own, b, rows, width);
    for (let j = 0; j < width; j += 4) {
      const at = words(j);
      const left = width - j;
      const normal = f32x4.mul(f32x4.sub(loadUpTo(from + at, left), middle), factor);
      // Of two numbers pmax takes the first unless it is less than the second: it lets NaN through.
      storeUpTo(y + row + at, f32x4.pmax(madd(normal, loadUpTo(gain + at, left), loadUpTo(shift + at, left)), zero), left);
    }
  }
}

/**
 * LAYER_NORM_GRADIENT by x and, where each row has its own (`dgamma` is not 0), by gamma and beta.
 *
 * @param dgamma as gamma, as `dbeta`; 0: `layerNormByScale` makes them
 */
export function layerNormByInput(
  dy: usize,
  x: usize,
  y: usize,
  gamma: usize,
  moments: usize,
  dx: usize,
  dgamma: usize,
  dbeta: usize,
  all: i32,
  rows: i32,
  width: i32,
  chunk: i32,
  chunks: i32,
): void {
  const zero = f32x4.splat(0);
  const own = <i32>(dgamma !== 0);
  const end = shareOf(all, 1, chunk + 1, chunks);
  for (let b = shareOf(all, 1, chunk, chunks); b < end; b++) {
    const row = words(b * width);
    const gain = parameterOf(gamma, own, b, rows, width);
    const middle = v128.load_splat<f32>(moments + doubleWords(b));
    const factor = v128.load_splat<f32>(moments + doubleWords(b), 4);
    let sum = zero;
    let products = zero;
    for (let j = 0; j < width; j += 4) {
      const at = row + words(j);
      const left = width - j;
      const open = opened(dy + at, y + at, left);
      const normal = f32x4.mul(f32x4.sub(loadUpTo(x + at, left), middle), factor);
      const g = f32x4.mul(open, loadUpTo(gain + words(j), left));
      sum = f32x4.add(sum, g);
      products = madd(g, normal, products);
      if (own) {
        storeUpTo(dgamma + at, f32x4.mul(open, normal), left);
        storeUpTo(dbeta + at, open, left);
      }
    }
    const share: f32 = <f32>1 / <f32>width;
    const pulled = f32x4.splat(sumLanes(sum) * share);
    const slope = f32x4.splat(sumLanes(products) * share);
    for (let j = 0; j < width; j += 4) {
      const at = row + words(j);
      const left = width - j;
      const open = opened(dy + at, y + at, left);
      const normal = f32x4.mul(f32x4.sub(loadUpTo(x + at, left), middle), factor);
      const g = f32x4.mul(open, loadUpTo(gain + words(j), left));
      storeUpTo(dx + at, f32x4.mul(factor, f32x4.sub(g, madd(normal, slope, pulled))), left);
    }
  }
}

/** Rows whose sums are made in float32; these are added up in float64. */
const ROWS_IN_REGISTERS: i32 = 64;
/** Columns of a share, at most. */
const MOST_COLUMNS: i32 = 64;

/**
 * LAYER_NORM_GRADIENT by gamma and beta, [groups, width], where a group has one of each.
 *
 * @param chunks groups * shares of MOST_COLUMNS columns at most
 */
export function layerNormByScale(
  dy: usize,
  x: usize,
  y: usize,
  moments: usize,
  dgamma: usize,
  dbeta: usize,
  groups: i32,
  rows: i32,
  width: i32,
  chunk: i32,
  chunks: i32,
): void {
  const zero = f32x4.splat(0);
  const shares = chunks / groups;
  const g = chunk / shares;
  const from = shareOf(width, 4, chunk % shares, shares);
  const to = shareOf(width, 4, (chunk % shares) + 1, shares);
  const sums = scratch;
  const products = sums + doubleWords(MOST_COLUMNS);
  memory.fill(sums, 0, doubleWords(2 * MOST_COLUMNS));
  for (let first = 0; first < rows; first += ROWS_IN_REGISTERS) {
    const last = smaller(rows, first + ROWS_IN_REGISTERS);
    for (let j = from; j < to; j += 4) {
      const left = width - j;
      let a = zero;
      let c = zero;
      for (let b = g * rows + first; b < g * rows + last; b++) {
        const at = words(b * width + j);
        const open = opened(dy + at, y + at, left);
        const centred = f32x4.sub(loadUpTo(x + at, left), v128.load_splat<f32>(moments + doubleWords(b)));
        a = f32x4.add(a, open);
        c = madd(f32x4.mul(open, v128.load_splat<f32>(moments + doubleWords(b), 4)), centred, c);
      }
      addToDoubles(sums + doubleWords(j - from), a);
      addToDoubles(products + doubleWords(j - from), c);
    }
  }
  for (let j = from; j < to; j += 4) {
    storeUpTo(dbeta + words(g * width + j), fromDoubles(sums + doubleWords(j - from)), width - j);
    storeUpTo(dgamma + words(g * width + j), fromDoubles(products + doubleWords(j - from)), width - j);
  }
}
