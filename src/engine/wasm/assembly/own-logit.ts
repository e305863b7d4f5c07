import { dot } from './dot';
import { scratch } from './scratch';
import { addToDoubles, doubleWords, fromDoubles, loadUpTo, madd, shareOf, smaller, storeUpTo, words } from './simd';

/** Domain of a row, 0 where all share one map. */
function ownOf(ints: usize, stride: i32, b: i32, domains: i32): i32 {
  return domains > 1 ? load<i32>(ints + words(b * stride)) : 0;
}

/**
 * OWN_LOGIT of `kernels/fused.ts`.
 *
 * @param z [towers, rows, m]
 * @param weight [domains, m]; bias [domains]
 * @param ints [rows, stride] int32, the domain first
 */
export function ownLogit(
  z: usize,
  towers: i32,
  weight: usize,
  bias: usize,
  domains: i32,
  ints: usize,
  stride: i32,
  y: usize,
  rows: i32,
  m: i32,
  chunk: i32,
  chunks: i32,
): void {
  const end = shareOf(rows, 1, chunk + 1, chunks);
  for (let b = shareOf(rows, 1, chunk, chunks); b < end; b++) {
    const own = ownOf(ints, stride, b, domains);
    const row = z + words((<i32>(towers > 1 ? own : 0) * rows + b) * m);
    store<f32>(y + words(b), dot(row, weight + words(own * m), m) + load<f32>(bias + words(own)));
  }
}

/** dz: dy * weight in the row's own tower, 0 in the others. */
export function ownLogitByInput(
  dy: usize,
  towers: i32,
  weight: usize,
  domains: i32,
  ints: usize,
  stride: i32,
  dz: usize,
  rows: i32,
  m: i32,
  chunk: i32,
  chunks: i32,
): void {
  const end = shareOf(rows, 1, chunk + 1, chunks);
  for (let b = shareOf(rows, 1, chunk, chunks); b < end; b++) {
    const own = ownOf(ints, stride, b, domains);
    const factor = v128.load_splat<f32>(dy + words(b));
    const w = weight + words(own * m);
    for (let g = 0; g < towers; g++) {
      const to = dz + words((g * rows + b) * m);
      if (towers > 1 && g !== own) {
        memory.fill(to, 0, words(m));
        continue;
      }
      for (let j = 0; j < m; j += 4) storeUpTo(to + words(j), f32x4.mul(factor, loadUpTo(w + words(j), m - j)), m - j);
    }
  }
}

/** Columns that are summed at once. */
const COLUMNS: i32 = 16;

/**
 * dweight and dbias of a domain: sums over its rows, 64 at a time in float32, these in float64. Chunks are domains
 * times shares of the columns.
 *
 */
export function ownLogitByWeight(
  dy: usize,
  z: usize,
  towers: i32,
  ints: usize,
  stride: i32,
  dweight: usize,
  dbias: usize,
  domains: i32,
  rows: i32,
  m: i32,
  chunk: i32,
  chunks: i32,
): void {
  const shares = chunks / domains;
  const d = chunk / shares;
  const from = shareOf(m, COLUMNS, chunk % shares, shares);
  const to = shareOf(m, COLUMNS, (chunk % shares) + 1, shares);
  const tower = z + words(<i32>(towers > 1 ? d : 0) * rows * m);
  const sums = scratch;
  if (from === 0) {
    let sum: f64 = 0;
    for (let b = 0; b < rows; b++) if (ownOf(ints, stride, b, domains) === d) sum += <f64>load<f32>(dy + words(b));
    store<f32>(dbias + words(d), <f32>sum);
  }
  for (let j = from; j < to; j += COLUMNS) {
    memory.fill(sums, 0, COLUMNS * 8);
    const left = smaller(COLUMNS, to - j);
    const columns = tower + words(j);
    for (let first = 0; first < rows; first += 64) {
      const last = smaller(rows, first + 64);
      for (let l = 0; l < left; l += 4) {
        let sum = f32x4.splat(0);
        for (let b = first; b < last; b++) {
          if (ownOf(ints, stride, b, domains) !== d) continue;
          sum = madd(v128.load_splat<f32>(dy + words(b)), loadUpTo(columns + words(b * m + l), left - l), sum);
        }
        addToDoubles(sums + doubleWords(l), sum);
      }
    }
    for (let l = 0; l < left; l += 4) storeUpTo(dweight + words(d * m + j + l), fromDoubles(sums + doubleWords(l)), left - l);
  }
}
