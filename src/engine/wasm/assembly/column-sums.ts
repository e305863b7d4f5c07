import { addToDoubles, doubleWords, loadUpTo, madd, smaller, words } from './simd';

/**
 * Sums of listed rows, column by column. Up to 64 rows are added up in registers, and these sums in float64: the order
 * depends on the number of rows alone, and 2,048 rows cost no accuracy.
 */
const ROWS_IN_REGISTERS: i32 = 64;
/** Where three tensors are read: 32 of their rows, 64 columns wide, are 24 KB and stay in the first cache. */
const OPEN_ROWS_IN_REGISTERS: i32 = 32;

/** Where a listed row's columns are. */
function rowAt(list: usize, i: i32, x: usize, step: usize): usize {
  return x + <usize>load<i32>(list + words(i)) * step;
}

/**
 * @param list `n` row numbers
 * @param x the first column of row 0; rows are `step` bytes apart
 * @param sums as many doubles as `width`, rounded up to 4: 0, or what is added to
 */
export function sumColumns(list: usize, n: i32, x: usize, step: usize, width: i32, sums: usize): void {
  for (let first = 0; first < n; first += ROWS_IN_REGISTERS) {
    const last = smaller(n, first + ROWS_IN_REGISTERS);
    for (let j = 0; j < width; j += 16) {
      const left = width - j;
      const columns = x + words(j);
      const to = sums + doubleWords(j);
      if (left >= 16) {
        let a = f32x4.splat(0);
        let b = a;
        let c = a;
        let d = a;
        for (let i = first; i < last; i++) {
          const at = rowAt(list, i, columns, step);
          a = f32x4.add(a, v128.load(at));
          b = f32x4.add(b, v128.load(at, 16));
          c = f32x4.add(c, v128.load(at, 32));
          d = f32x4.add(d, v128.load(at, 48));
        }
        addToDoubles(to, a);
        addToDoubles(to + 32, b);
        addToDoubles(to + 64, c);
        addToDoubles(to + 96, d);
      } else {
        for (let l = 0; l < left; l += 4) {
          let a = f32x4.splat(0);
          for (let i = first; i < last; i++) a = f32x4.add(a, loadUpTo(rowAt(list, i, columns, step) + words(l), left - l));
          addToDoubles(to + doubleWords(l), a);
        }
      }
    }
  }
}

/** The same of (x - mean)^2. @param means as many floats as `width`, rounded up to 4 */
export function sumSquares(list: usize, n: i32, x: usize, step: usize, width: i32, means: usize, sums: usize): void {
  for (let first = 0; first < n; first += ROWS_IN_REGISTERS) {
    const last = smaller(n, first + ROWS_IN_REGISTERS);
    for (let j = 0; j < width; j += 16) {
      const left = width - j;
      const columns = x + words(j);
      const middle = means + words(j);
      const to = sums + doubleWords(j);
      if (left >= 16) {
        const ma = v128.load(middle);
        const mb = v128.load(middle, 16);
        const mc = v128.load(middle, 32);
        const md = v128.load(middle, 48);
        let a = f32x4.splat(0);
        let b = a;
        let c = a;
        let d = a;
        for (let i = first; i < last; i++) {
          const at = rowAt(list, i, columns, step);
          const va = f32x4.sub(v128.load(at), ma);
          a = madd(va, va, a);
          const vb = f32x4.sub(v128.load(at, 16), mb);
          b = madd(vb, vb, b);
          const vc = f32x4.sub(v128.load(at, 32), mc);
          c = madd(vc, vc, c);
          const vd = f32x4.sub(v128.load(at, 48), md);
          d = madd(vd, vd, d);
        }
        addToDoubles(to, a);
        addToDoubles(to + 32, b);
        addToDoubles(to + 64, c);
        addToDoubles(to + 96, d);
      } else {
        for (let l = 0; l < left; l += 4) {
          const mean = v128.load(middle + words(l));
          let a = f32x4.splat(0);
          for (let i = first; i < last; i++) {
            const v = f32x4.sub(loadUpTo(rowAt(list, i, columns, step) + words(l), left - l), mean);
            a = madd(v, v, a);
          }
          addToDoubles(to + doubleWords(l), a);
        }
      }
    }
  }
}

/**
 * The sums of `open` and of open * (x - mean), where open = dy, or, if there is a y, dy where y > 0, else 0.
 *
 * @param y 0: there is none; rows of all three are `step` bytes apart
 * @param sums of open, then from sums + 8 * `apart` on those of open * (x - mean)
 */
export function sumOpen(list: usize, n: i32, dy: usize, x: usize, y: usize, step: usize, width: i32, means: usize, sums: usize, apart: i32): void {
  const zero = f32x4.splat(0);
  const products = sums + doubleWords(apart);
  for (let first = 0; first < n; first += OPEN_ROWS_IN_REGISTERS) {
    const last = smaller(n, first + OPEN_ROWS_IN_REGISTERS);
    for (let j = 0; j < width; j += 8) {
      const left = width - j;
      const at = words(j);
      const to = doubleWords(j);
      if (left >= 8) {
        const ma = v128.load(means + at);
        const mb = v128.load(means + at, 16);
        let a = zero;
        let b = zero;
        let pa = zero;
        let pb = zero;
        for (let i = first; i < last; i++) {
          const row = <usize>load<i32>(list + words(i)) * step + at;
          let oa = v128.load(dy + row);
          let ob = v128.load(dy + row, 16);
          if (y) {
            oa = v128.and(oa, f32x4.gt(v128.load(y + row), zero));
            ob = v128.and(ob, f32x4.gt(v128.load(y + row, 16), zero));
          }
          a = f32x4.add(a, oa);
          b = f32x4.add(b, ob);
          pa = madd(oa, f32x4.sub(v128.load(x + row), ma), pa);
          pb = madd(ob, f32x4.sub(v128.load(x + row, 16), mb), pb);
        }
        addToDoubles(sums + to, a);
        addToDoubles(sums + to + 32, b);
        addToDoubles(products + to, pa);
        addToDoubles(products + to + 32, pb);
      } else {
        for (let l = 0; l < left; l += 4) {
          const within = at + words(l);
          const mean = v128.load(means + within);
          let a = zero;
          let pa = zero;
          for (let i = first; i < last; i++) {
            const row = <usize>load<i32>(list + words(i)) * step + within;
            let oa = loadUpTo(dy + row, left - l);
            if (y) oa = v128.and(oa, f32x4.gt(loadUpTo(y + row, left - l), zero));
            a = f32x4.add(a, oa);
            pa = madd(oa, f32x4.sub(loadUpTo(x + row, left - l), mean), pa);
          }
          addToDoubles(sums + to + doubleWords(l), a);
          addToDoubles(products + to + doubleWords(l), pa);
        }
      }
    }
  }
}
