import { sumOpen } from './column-sums';
import { columnShare, double, float, MOST_COLUMNS, setFloat } from './norm';
import { scratch } from './scratch';
import { OWN_IN_TOWER, statisticsCount, takingCount, takingRows } from './sets';
import { doubleWords, loadUpTo, madd, storeUpTo, words } from './simd';

const FLOATS: usize = <usize>MOST_COLUMNS * 4;

/**
 * NORM_GRADIENT of `kernels/fused.ts`: one sweep for the sums, one for dx.
 *
 * @param y 0: there was no ReLU
 * @param mean [towers, sets, columns], as `scale`
 * @param ints [rows, stride] int32, the domain first
 * @param list of `listRows`
 * @param least as in `norm`
 * @param kind of `sets.ts`
 * @param keptFactor what dropout multiplied by
 * @param dgamma as gamma, as `dbeta`
 * @param chunks shares of MOST_COLUMNS at most, times towers unless `shared`
 */
export function normGradient(
  dy: usize,
  x: usize,
  y: usize,
  gamma: usize,
  shared: i32,
  mean: usize,
  scale: usize,
  ints: usize,
  stride: i32,
  list: usize,
  least: i32,
  kind: i32,
  dx: usize,
  dgamma: usize,
  dbeta: usize,
  towers: i32,
  sets: i32,
  rows: i32,
  count: i32,
  columns: i32,
  unbiased: i32,
  keptFactor: f32,
  chunk: i32,
  chunks: i32,
): void {
  const shares = shared ? chunks : chunks / towers;
  const from = columnShare(columns, chunk % shares, shares);
  const width = columnShare(columns, (chunk % shares) + 1, shares) - from;
  const step = words(columns);

  const means = scratch;
  const slopes = means + FLOATS;
  const offsets = slopes + FLOATS;
  const pulls = offsets + FLOATS;
  const sums = pulls + FLOATS;
  const totals = sums + 4 * FLOATS;
  if (shared) memory.fill(totals, 0, 4 * FLOATS);
  const firstTower = shared ? 0 : chunk / shares;
  const lastTower = shared ? towers : firstTower + 1;
  for (let g = firstTower; g < lastTower; g++) {
    const tower = words(g * rows * columns + from);
    for (let s = 0; s < sets; s++) {
      const set = g * sets + s;
      const at = words(set * columns + from);
      const parameter = shared ? words(from) : at;
      const those = takingRows(list, rows, set);
      const taking = takingCount(list, rows, set);
      memory.fill(means, 0, FLOATS);
      memory.copy(means, mean + at, words(width));
      memory.fill(sums, 0, 4 * FLOATS);
      sumOpen(those, taking, dy + tower, x + tower, y ? y + tower : 0, step, width, means, sums, MOST_COLUMNS);

      const n = statisticsCount(list, rows, set);
      const weight: f64 = n >= least ? 1 / <f64>max(n, 1) : 0;
      const unbias: f64 = unbiased && n > 1 ? <f64>n / <f64>(n - 1) : 1;
      for (let j = 0; j < width; j++) {
        const factor = <f64>float(scale + at, j);
        const open = double(sums, j) * <f64>keptFactor;
        const normal = double(sums, j + MOST_COLUMNS) * factor * <f64>keptFactor;
        const gain = factor * <f64>float(gamma + parameter, j);
        setFloat(slopes, j, <f32>(gain * <f64>keptFactor));
        setFloat(offsets, j, <f32>(-gain * weight * open));
        setFloat(pulls, j, <f32>(-gain * weight * unbias * normal * factor));
        if (shared) {
          store<f64>(totals + doubleWords(j), double(totals, j) + normal);
          store<f64>(totals + doubleWords(j + MOST_COLUMNS), double(totals, j + MOST_COLUMNS) + open);
        } else {
          setFloat(dgamma + at, j, <f32>normal);
          setFloat(dbeta + at, j, <f32>open);
        }
      }
      const own = kind === OWN_IN_TOWER ? g : -1;
      pullBack(those, taking, n >= least ? count : 0, own, ints, stride, dy + tower, x + tower, y ? y + tower : 0, dx + tower, step, width);
    }
  }
  if (shared) {
    for (let j = 0; j < width; j++) {
      setFloat(dgamma, from + j, <f32>double(totals, j));
      setFloat(dbeta, from + j, <f32>double(totals, j + MOST_COLUMNS));
    }
  }
}

/**
 * dx = slope * open, + offset + pull * (x - mean) for the rows that made the statistics: those before `count`, of domain
 * `own` (-1: of any).
 */
function pullBack(
  list: usize,
  n: i32,
  count: i32,
  own: i32,
  ints: usize,
  stride: i32,
  dy: usize,
  x: usize,
  y: usize,
  dx: usize,
  step: usize,
  width: i32,
): void {
  const zero = f32x4.splat(0);
  const means = scratch;
  const end = means + words(width & ~3);
  const left = width & 3;
  // From the last row back: those that the sums were made of last are still in the second cache.
  for (let i = n - 1; i >= 0; i--) {
    const b = load<i32>(list + words(i));
    let row = <usize>b * step;
    const made = b < count && (own < 0 || load<i32>(ints + words(b * stride)) === own);
    for (let at = means; at < end; at += 16) {
      let open = v128.load(dy + row);
      if (y) open = v128.and(open, f32x4.gt(v128.load(y + row), zero));
      let d = f32x4.mul(open, v128.load(at + FLOATS));
      if (made) d = f32x4.add(d, madd(f32x4.sub(v128.load(x + row), v128.load(at)), v128.load(at + 3 * FLOATS), v128.load(at + 2 * FLOATS)));
      v128.store(dx + row, d);
      row += 16;
    }
    if (left > 0) {
      let open = loadUpTo(dy + row, left);
      if (y) open = v128.and(open, f32x4.gt(loadUpTo(y + row, left), zero));
      let d = f32x4.mul(open, v128.load(end + FLOATS));
      if (made) d = f32x4.add(d, madd(f32x4.sub(loadUpTo(x + row, left), v128.load(end)), v128.load(end + 3 * FLOATS), v128.load(end + 2 * FLOATS)));
      storeUpTo(dx + row, d, left);
    }
  }
}
