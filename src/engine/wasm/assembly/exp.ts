import { madd } from './simd';

/** ln 2 in two parts, the first short enough that its multiples are exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;

/** Taylor's series of e^r to the sixth power: for |r| <= ln(2) / 2 within 1.3e-7 of the value. */
function series(r: v128): v128 {
  let p = madd(f32x4.splat(1.0 / 720.0), r, f32x4.splat(1.0 / 120.0));
  p = madd(p, r, f32x4.splat(1.0 / 24.0));
  p = madd(p, r, f32x4.splat(1.0 / 6.0));
  p = madd(p, r, f32x4.splat(0.5));
  p = madd(p, r, f32x4.splat(1));
  return madd(p, r, f32x4.splat(1));
}

/** e^x of four; beyond -87 and 87 as there. */
function bounded(x: v128): v128 {
  // Of two numbers pmin and pmax take the first unless the second is on the asked side: NaN passes.
  const within = f32x4.pmax(f32x4.pmin(x, f32x4.splat(87)), f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(within, f32x4.splat(<f32>Math.LOG2E)));
  const r = madd(n, f32x4.splat(-LN2_LOW), madd(n, f32x4.splat(-LN2_HIGH), within));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(series(r), power);
}

/** Zero where x is below -87. */
function notBelow(x: v128, value: v128): v128 {
  return v128.andnot(value, f32x4.lt(x, f32x4.splat(-87)));
}

/** e^x of four for x <= 0, within 2e-7 of the value; 0 below -87. */
export function exp4(x: v128): v128 {
  return notBelow(x, bounded(x));
}

/** 1 / (1 + e^-x) of four, within 2e-7; exactly 1 from 17 on, 0 below -87. */
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return notBelow(x, f32x4.div(one, f32x4.add(one, bounded(f32x4.neg(x)))));
}

/** e^x in float64. */
export function exp(x: f64): f64 {
  if (x < -700) return 0;
  const n = nearest(x * Math.LOG2E);
  const r = x - n * 0.6931471803691238 - n * 1.9082149292705877e-10;
  let term: f64 = 1;
  let sum: f64 = 1;
  for (let i = 1; i < 15; i++) {
    term *= r / <f64>i;
    sum += term;
  }
  return sum * reinterpret<f64>((<i64>n + 1023) << 52);
}

/** ln(1 + x) for 0 <= x <= 1, in float64: the series of the inverse hyperbolic tangent of x / (2 + x). */
export function log1p(x: f64): f64 {
  const z = x / (2 + x);
  const square = z * z;
  let power = z;
  let sum: f64 = 0;
  for (let i = 1; i < 32; i += 2) {
    sum += power / <f64>i;
    power *= square;
  }
  return 2 * sum;
}

/** x to the n-th power, n >= 0. */
export function power(x: f64, n: i32): f64 {
  let result: f64 = 1;
  while (n > 0) {
    if (n & 1) result *= x;
    x *= x;
    n >>= 1;
  }
  return result;
}
