import { loadUpTo, madd, sumLanes, words } from './simd';

/** The sum of a * b over n. */
export function dot(a: usize, b: usize, n: i32): f32 {
  let sum = f32x4.splat(0);
  let other = sum;
  let i = 0;
  for (; i + 8 <= n; i += 8) {
    const at = words(i);
    sum = madd(v128.load(a + at), v128.load(b + at), sum);
    other = madd(v128.load(a + at, 16), v128.load(b + at, 16), other);
  }
  for (; i < n; i += 4) {
    const at = words(i);
    sum = madd(loadUpTo(a + at, n - i), loadUpTo(b + at, n - i), sum);
  }
  return sumLanes(f32x4.add(sum, other));
}
