import { scratch } from './scratch';
import { addToDoubles, fromDoubles, loadUpTo, madd, shareOf, smaller, storeUpTo, words } from './simd';

/** DOMAIN_MAP of `kernels/fused.ts`. x [rows, width]; weight and bias [domains, width]; y [domains * times, rows, width] */
export function domainMap(x: usize, weight: usize, bias: usize, y: usize, domains: i32, times: i32, rows: i32, width: i32, chunk: i32, chunks: i32): void {
  const end = shareOf(rows, 1, chunk + 1, chunks);
  for (let b = shareOf(rows, 1, chunk, chunks); b < end; b++) {
    for (let d = 0; d < domains; d++) {
      for (let j = 0; j < width; j += 4) {
        const left = width - j;
        const own = words(d * width + j);
        const mapped = madd(loadUpTo(x + words(b * width + j), left), loadUpTo(weight + own, left), loadUpTo(bias + own, left));
        for (let t = 0; t < times; t++) storeUpTo(y + words(((d * times + t) * rows + b) * width + j), mapped, left);
      }
    }
  }
}

/** DOMAIN_MAP_GRADIENT by x. */
export function domainMapByInput(dy: usize, weight: usize, dx: usize, domains: i32, times: i32, rows: i32, width: i32, chunk: i32, chunks: i32): void {
  const end = shareOf(rows, 1, chunk + 1, chunks);
  for (let b = shareOf(rows, 1, chunk, chunks); b < end; b++) {
    for (let j = 0; j < width; j += 4) {
      const left = width - j;
      let sum = f32x4.splat(0);
      for (let d = 0; d < domains; d++) {
        sum = madd(ofCopies(dy, d * times, times, rows * width, b * width + j, left), loadUpTo(weight + words(d * width + j), left), sum);
      }
      storeUpTo(dx + words(b * width + j), sum, left);
    }
  }
}

/** DOMAIN_MAP_GRADIENT by weight and bias; 64 rows in float32, these sums in float64. Chunks share the domains, then their columns. */
export function domainMapByWeight(dy: usize, x: usize, dw: usize, db: usize, domains: i32, times: i32, rows: i32, width: i32, chunk: i32, chunks: i32): void {
  const perDomain = chunks / domains;
  const d = chunk / perDomain;
  const from = shareOf(width, 4, chunk % perDomain, perDomain);
  const to = shareOf(width, 4, (chunk % perDomain) + 1, perDomain);
  const sums = scratch;
  for (let j = from; j < to; j += 4) {
    const left = width - j;
    memory.fill(sums, 0, 64);
    for (let first = 0; first < rows; first += 64) {
      const last = smaller(rows, first + 64);
      let a = f32x4.splat(0);
      let c = a;
      for (let b = first; b < last; b++) {
        const g = ofCopies(dy, d * times, times, rows * width, b * width + j, left);
        a = madd(g, loadUpTo(x + words(b * width + j), left), a);
        c = f32x4.add(c, g);
      }
      addToDoubles(sums, a);
      addToDoubles(sums + 32, c);
    }
    storeUpTo(dw + words(d * width + j), fromDoubles(sums), left);
    storeUpTo(db + words(d * width + j), fromDoubles(sums + 32), left);
  }
}

/** Up to four numbers at one place, summed over a domain's copies, the first of which is copy `first` of all. */
function ofCopies(dy: usize, first: i32, times: i32, size: i32, at: i32, left: i32): v128 {
  let sum = loadUpTo(dy + words(first * size + at), left);
  for (let t = 1; t < times; t++) sum = f32x4.add(sum, loadUpTo(dy + words((first + t) * size + at), left));
  return sum;
}
