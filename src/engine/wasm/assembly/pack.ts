import { loadUpTo, shareOf, smaller, words } from './simd';

/**
 * The right operand of a product, laid out in the order in which the product reads it: panels of PANEL columns, each a
 * run of rows [k][PANEL], columns behind the last filled with 0. More than DEPTH rows are cut into blocks of equal
 * height, panels within blocks.
 */
export const PANEL: i32 = 8;
/** Rows in a block: a panel of 256 rows is 8 KB and stays in the first cache (48 KB here) together with six rows of the left operand. */
const DEPTH: i32 = 256;

/** The height of the blocks; the last may be lower. */
export function blockHeight(inner: i32): i32 {
  const blocks = (inner + DEPTH - 1) / DEPTH;
  return blocks === 0 ? 1 : (inner + blocks - 1) / blocks;
}

export function paddedTo8(columns: i32): i32 {
  return (columns + 7) & ~7;
}

/**
 * Packs G matrices [inner, columns] (or, `turned`, [columns, inner]) that follow each other.
 *
 * @param target G * inner * paddedTo8(columns) floats
 */
export function pack(source: usize, groups: i32, inner: i32, columns: i32, turned: i32, target: usize, chunk: i32, chunks: i32): void {
  const panels = paddedTo8(columns) / PANEL;
  const height = blockHeight(inner);
  const to = shareOf(groups * panels, 1, chunk + 1, chunks);
  for (let i = shareOf(groups * panels, 1, chunk, chunks); i < to; i++) {
    const g = i / panels;
    const panel = i % panels;
    const column = panel * PANEL;
    const matrix = source + words(g * inner * columns);
    const packed = target + words(g * inner * panels * PANEL);
    for (let k = 0; k < inner; k += height) {
      const rows = smaller(height, inner - k);
      const at = packed + words(k * panels * PANEL + panel * PANEL * rows);
      if (turned) packTurned(matrix + words(column * inner + k), inner, rows, smaller(PANEL, columns - column), at);
      else packPanel(matrix + words(k * columns + column), columns, rows, smaller(PANEL, columns - column), at);
    }
  }
}

/** `width` columns of `rows` rows, `stride` floats from one to the next, as one panel. */
export function packPanel(from: usize, stride: i32, rows: i32, width: i32, to: usize): void {
  const step = words(stride);
  const end = to + words(8 * rows);
  if (width === PANEL) {
    while (to < end) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += step;
      to += 32;
    }
    return;
  }
  while (to < end) {
    v128.store(to, loadUpTo(from, width));
    v128.store(to, width > 4 ? loadUpTo(from + 16, width - 4) : f32x4.splat(0), 16);
    from += step;
    to += 32;
  }
}

/** `width` rows of a matrix, `stride` floats from one to the next, as the columns of one panel. */
function packTurned(from: usize, stride: i32, rows: i32, width: i32, to: usize): void {
  const step = words(stride);
  const zero = f32x4.splat(0);
  for (let half = 0; half < 2; half++) {
    const n = width - 4 * half;
    const a = from + <usize>(4 * half) * step;
    const b = a + step;
    const c = b + step;
    const d = c + step;
    let target = to + ((<usize>half) << 4);
    for (let k = 0; k < rows; k += 4) {
      const at = words(k);
      const left = rows - k;
      const va = n > 0 ? loadUpTo(a + at, left) : zero;
      const vb = n > 1 ? loadUpTo(b + at, left) : zero;
      const vc = n > 2 ? loadUpTo(c + at, left) : zero;
      const vd = n > 3 ? loadUpTo(d + at, left) : zero;
      const ab = i32x4.shuffle(va, vb, 0, 4, 1, 5);
      const cd = i32x4.shuffle(vc, vd, 0, 4, 1, 5);
      v128.store(target, i64x2.shuffle(ab, cd, 0, 2));
      if (left > 1) v128.store(target, i64x2.shuffle(ab, cd, 1, 3), 32);
      if (left > 2) {
        const ab2 = i32x4.shuffle(va, vb, 2, 6, 3, 7);
        const cd2 = i32x4.shuffle(vc, vd, 2, 6, 3, 7);
        v128.store(target, i64x2.shuffle(ab2, cd2, 0, 2), 64);
        if (left > 3) v128.store(target, i64x2.shuffle(ab2, cd2, 1, 3), 96);
      }
      target += 128;
    }
  }
}
