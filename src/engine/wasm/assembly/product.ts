import { blockHeight, PANEL, paddedTo8 } from './pack';
import { scratch } from './scratch';
import { shareOf, smaller, words } from './simd';
import { edgeTile, TILE, tile } from './tile';

/** Bytes of packed panels that rows pass over before the next ones: half of the second cache (2 MB here). */
const PANELS_IN_CACHE: i32 = 1 << 20;

/**
 * y = x w + bias, or y += x w: rows of y are one tile after the other, so that each is written while it is in the
 * first cache, and the panels stream from the second.
 *
 * @param x [rows, inner], `xStride` floats from row to row
 * @param packed w, of `pack`
 * @param again adds to what y holds
 * @param bias [columns]; 0: none
 * @param y [rows, columns], as they come
 */
export function multiplyRows(x: usize, xStride: i32, packed: usize, again: bool, bias: usize, y: usize, rows: i32, inner: i32, columns: i32): void {
  const corner = scratch;
  const zeros = corner + TILE * 32;
  const lastRows = zeros + 32;
  v128.store(zeros, f32x4.splat(0));
  v128.store(zeros, f32x4.splat(0), 16);
  const padded = paddedTo8(columns);
  const height = blockHeight(inner);
  const across = smaller(padded, (PANELS_IN_CACHE / (4 * height)) & ~7);
  const xStep = words(xStride);
  const yStep = words(columns);
  for (let k = 0; k < inner; k += height) {
    const terms = smaller(height, inner - k);
    const block = packed + words(k * padded);
    const add = again || k > 0;
    const closing = k + height >= inner ? bias : 0;
    for (let first = 0; first < padded; first += across) {
      const last = smaller(padded, first + across);
      for (let i = 0; i < rows; i += TILE) {
        const high = smaller(TILE, rows - i);
        let a = x + <usize>i * xStep + words(k);
        let aStep = xStep;
        if (high < TILE) {
          // A tile reads six rows; those that are not there are 0.
          aStep = words(terms);
          for (let row = 0; row < high; row++) memory.copy(lastRows + <usize>row * aStep, a + <usize>row * xStep, aStep);
          memory.fill(lastRows + <usize>high * aStep, 0, <usize>(TILE - high) * aStep);
          a = lastRows;
        }
        for (let j = first; j < last; j += PANEL) {
          const b = block + words(j * terms);
          const c = y + <usize>i * yStep + words(j);
          const row = closing ? closing + words(j) : 0;
          if (high < TILE || j + PANEL > columns) edgeTile(a, aStep, 4, b, terms, add, row, c, yStep, high, smaller(PANEL, columns - j), corner);
          else tile(a, aStep, 4, b, terms, add ? c : zeros, add ? yStep : 0, row, c, yStep);
        }
      }
    }
  }
}

/** Floats between the matrices of `groups` towers, 0 where one serves all. */
function apart(size: i32, towers: i32): i32 {
  return towers > 1 ? size : 0;
}

/**
 * y[g] = x[g or 0] w[g] + bias[g].
 *
 * @param x [towers, rows, inner]
 * @param bias [groups, columns]; 0: none
 * @param y [groups, rows, columns]
 */
export function multiply(
  x: usize,
  towers: i32,
  packed: usize,
  bias: usize,
  y: usize,
  groups: i32,
  rows: i32,
  inner: i32,
  columns: i32,
  chunk: i32,
  chunks: i32,
): void {
  const perGroup = chunks / groups;
  const g = chunk / perGroup;
  const from = shareOf(rows, TILE, chunk % perGroup, perGroup);
  const to = shareOf(rows, TILE, (chunk % perGroup) + 1, perGroup);
  multiplyRows(
    x + words(g * apart(rows * inner, towers) + from * inner),
    inner,
    packed + words(g * inner * paddedTo8(columns)),
    false,
    bias ? bias + words(g * columns) : 0,
    y + words((g * rows + from) * columns),
    to - from,
    inner,
    columns,
  );
}

/**
 * y = the sum over g of x[g] w[g].
 *
 * @param x [groups, rows, inner]
 * @param y [rows, columns]
 */
export function multiplySum(x: usize, packed: usize, y: usize, groups: i32, rows: i32, inner: i32, columns: i32, chunk: i32, chunks: i32): void {
  const from = shareOf(rows, TILE, chunk, chunks);
  const to = shareOf(rows, TILE, chunk + 1, chunks);
  for (let g = 0; g < groups; g++) {
    multiplyRows(
      x + words((g * rows + from) * inner),
      inner,
      packed + words(g * inner * paddedTo8(columns)),
      g > 0,
      0,
      y + words(from * columns),
      to - from,
      inner,
      columns,
    );
  }
}

/**
 * y = x w[d] + bias[d] for the rows of each domain, 0 behind the last.
 *
 * @param starts [domains + 1] int32, ascending
 * @param x [rows, inner]
 * @param bias [domains, columns]; 0: none
 * @param y [rows, columns]
 */
export function multiplyOwn(
  x: usize,
  packed: usize,
  bias: usize,
  y: usize,
  starts: usize,
  domains: i32,
  rows: i32,
  inner: i32,
  columns: i32,
  chunk: i32,
  chunks: i32,
): void {
  const from = shareOf(rows, TILE, chunk, chunks);
  const to = shareOf(rows, TILE, chunk + 1, chunks);
  for (let d = 0; d < domains; d++) {
    const first = max(from, load<i32>(starts + words(d)));
    const last = min(to, load<i32>(starts + words(d), 4));
    if (last <= first) continue;
    multiplyRows(
      x + words(first * inner),
      inner,
      packed + words(d * inner * paddedTo8(columns)),
      false,
      bias ? bias + words(d * columns) : 0,
      y + words(first * columns),
      last - first,
      inner,
      columns,
    );
  }
  const padding = max(from, load<i32>(starts + words(domains)));
  if (to > padding) memory.fill(y + words(padding * columns), 0, words((to - padding) * columns));
}
