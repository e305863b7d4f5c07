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
  const from = shareOf(width, 16, chunk % perDomain, perDomain);
  const to = shareOf(width, 16, (chunk % perDomain) + 1, perDomain);
  const own = words(d * width);
  const first = dy + words(d * times * rows * width);
  for (let j = from; j < to; ) {
    const columns = smaller(width - j, 16);
    memory.fill(scratch, 0, 256);
    if (columns === 16) sumSixteen(first, x, times, rows, width, j);
    else for (let k = 0; k < columns; k += 4) sumUpToFour(first, x, times, rows, width, j + k, scratch + words(4 * k));
    for (let k = 0; k < columns; k += 4) {
      const sums = scratch + words(4 * k);
      storeUpTo(dw + own + words(j + k), fromDoubles(sums), columns - k);
      storeUpTo(db + own + words(j + k), fromDoubles(sums + 32), columns - k);
    }
    j += columns;
  }
}

/** Sums of one domain's rows, at each fourth column from j on: 4 doubles of what goes to the weight, then 4 of what goes to the bias. */
function sumUpToFour(dy: usize, x: usize, times: i32, rows: i32, width: i32, j: i32, sums: usize): void {
  for (let first = 0; first < rows; first += 64) {
    const last = smaller(rows, first + 64);
    let a = f32x4.splat(0);
    let c = a;
    for (let b = first; b < last; b++) {
      const g = ofCopies(dy, 0, times, rows * width, b * width + j, width - j);
      a = madd(g, loadUpTo(x + words(b * width + j), width - j), a);
      c = f32x4.add(c, g);
    }
    addToDoubles(sums, a);
    addToDoubles(sums + 32, c);
  }
}

/** The same of 16 columns, into scratch memory: a whole line of the cache of each row. */
function sumSixteen(dy: usize, x: usize, times: i32, rows: i32, width: i32, j: i32): void {
  const apart = words(rows * width);
  for (let first = 0; first < rows; first += 64) {
    const last = smaller(rows, first + 64);
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let c0 = a0;
    let c1 = a0;
    let c2 = a0;
    let c3 = a0;
    for (let b = first; b < last; b++) {
      const row = words(b * width + j);
      let from = dy + row;
      let g0 = v128.load(from);
      let g1 = v128.load(from, 16);
      let g2 = v128.load(from, 32);
      let g3 = v128.load(from, 48);
      for (let t = 1; t < times; t++) {
        from += apart;
        g0 = f32x4.add(g0, v128.load(from));
        g1 = f32x4.add(g1, v128.load(from, 16));
        g2 = f32x4.add(g2, v128.load(from, 32));
        g3 = f32x4.add(g3, v128.load(from, 48));
      }
      a0 = madd(g0, v128.load(x + row), a0);
      a1 = madd(g1, v128.load(x + row, 16), a1);
      a2 = madd(g2, v128.load(x + row, 32), a2);
      a3 = madd(g3, v128.load(x + row, 48), a3);
      c0 = f32x4.add(c0, g0);
      c1 = f32x4.add(c1, g1);
      c2 = f32x4.add(c2, g2);
      c3 = f32x4.add(c3, g3);
    }
    addToDoubles(scratch, a0);
    addToDoubles(scratch + 32, c0);
    addToDoubles(scratch + 64, a1);
    addToDoubles(scratch + 96, c1);
    addToDoubles(scratch + 128, a2);
    addToDoubles(scratch + 160, c2);
    addToDoubles(scratch + 192, a3);
    addToDoubles(scratch + 224, c3);
  }
}

/** Up to four numbers at one place, summed over a domain's copies, the first of which is copy `first` of all. */
function ofCopies(dy: usize, first: i32, times: i32, size: i32, at: i32, left: i32): v128 {
  let sum = loadUpTo(dy + words(first * size + at), left);
  for (let t = 1; t < times; t++) sum = f32x4.add(sum, loadUpTo(dy + words((first + t) * size + at), left));
  return sum;
}
