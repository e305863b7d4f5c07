import { sigmoid4 } from './exp';
import { loadUpTo, shareOf, storeUpTo, words } from './simd';

/** Where v lies above epsilon 1, where below `below`, else 0; NaN counts as neither. */
function signs(v: v128, epsilon: v128, below: v128): v128 {
  return v128.or(v128.and(f32x4.gt(v, epsilon), f32x4.splat(1)), v128.and(f32x4.lt(v, epsilon), below));
}

/** FACTOR_GATE of `kernels/fused.ts`. @param alpha 0: the sigmoid is as steep as it comes */
export function factorGate(
  u: usize,
  t: usize,
  alpha: usize,
  y: usize,
  most: f32,
  epsilon: f32,
  below: f32,
  flat: i32,
  size: i32,
  chunk: i32,
  chunks: i32,
): void {
  const steep = alpha ? v128.load_splat<f32>(alpha) : f32x4.splat(1);
  const end = shareOf(size, 4, chunk + 1, chunks);
  for (let i = shareOf(size, 4, chunk, chunks); i < end; i += 4) {
    const at = words(i);
    const left = size - i;
    const v = f32x4.mul(f32x4.splat(most), sigmoid4(f32x4.mul(steep, loadUpTo(t + at, left))));
    const sign = signs(v, f32x4.splat(epsilon), f32x4.splat(below));
    storeUpTo(y + at, f32x4.mul(loadUpTo(u + at, left), flat ? sign : f32x4.mul(sign, v)), left);
  }
}

/** FACTOR_GATE_GRADIENT. @param alpha as there */
export function factorGateGradient(
  dy: usize,
  u: usize,
  t: usize,
  alpha: usize,
  du: usize,
  dt: usize,
  most: f32,
  epsilon: f32,
  below: f32,
  flat: i32,
  size: i32,
  chunk: i32,
  chunks: i32,
): void {
  const one = f32x4.splat(1);
  const steep = alpha ? v128.load_splat<f32>(alpha) : one;
  const end = shareOf(size, 4, chunk + 1, chunks);
  for (let i = shareOf(size, 4, chunk, chunks); i < end; i += 4) {
    const at = words(i);
    const left = size - i;
    const open = sigmoid4(f32x4.mul(steep, loadUpTo(t + at, left)));
    const v = f32x4.mul(f32x4.splat(most), open);
    const sign = signs(v, f32x4.splat(epsilon), f32x4.splat(below));
    const g = loadUpTo(dy + at, left);
    if (flat) {
      storeUpTo(du + at, f32x4.mul(g, sign), left);
      storeUpTo(dt + at, f32x4.splat(0), left);
      continue;
    }
    const through = f32x4.mul(g, f32x4.mul(sign, v));
    storeUpTo(du + at, through, left);
    storeUpTo(dt + at, f32x4.mul(f32x4.mul(through, loadUpTo(u + at, left)), f32x4.mul(steep, f32x4.sub(one, open))), left);
  }
}
