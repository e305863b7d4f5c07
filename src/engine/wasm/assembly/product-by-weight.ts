import { PANEL, packPanel } from './pack';
import { scratch } from './scratch';
import { loadUpTo, shareOf, smaller, storeUpTo, words } from './simd';
import { edgeTile, TILE, tile } from './tile';

/** Rows of the batch that are added up before the next: of x, 64 wide, and a packed panel of dy, 36 KB stay in the first cache. */
const ROWS_AT_ONCE: i32 = 128;
/** Columns of dy that are packed at once: with 128 rows, 64 KB of scratch memory. */
const COLUMNS_AT_ONCE: i32 = 128;
/**
 * From this width on the rows of x are so far apart that they get in each other's way in the first cache or are each on a
 * page of their own, so that six columns at a time are copied together: 46 GFLOP/s of a tile instead of 41.
 */
const WIDE: i32 = 128;

/**
 * dw[g] = x[g or 0]^T dy[g], db[g] = the sum of dy[g]'s rows; the rows are added up in their order, 128 at a time.
 *
 * @param x [towers, rows, inner]
 * @param dy [groups, rows, columns]
 * @param starts [groups + 1] int32: x and dy have one tower, of which group g takes the rows from starts[g] on; 0: all
 * @param dw [groups, inner, columns]
 * @param db [groups, columns]; 0: not wanted
 * @param across shares of the columns, in whole panels
 * @param down shares of `inner`, in whole tiles; there are groups * across * down chunks
 */
export function multiplyByWeight(
  x: usize,
  towers: i32,
  dy: usize,
  starts: usize,
  dw: usize,
  db: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  across: i32,
  down: i32,
  chunk: i32,
): void {
  const g = chunk / (across * down);
  const share = chunk % (across * down);
  const fromColumn = shareOf(columns, PANEL, share / down, across);
  const toColumn = shareOf(columns, PANEL, share / down + 1, across);
  const fromInner = shareOf(inner, TILE, share % down, down);
  const toInner = shareOf(inner, TILE, (share % down) + 1, down);

  let first = 0;
  let last = rows;
  if (starts) {
    first = load<i32>(starts + words(g));
    last = load<i32>(starts + words(g), 4);
  } else {
    dy += words(g * rows * columns);
    if (towers > 1) x += words(g * rows * inner);
  }
  dw += words(g * inner * columns);
  if (db) db += words(g * columns);
  if (last <= first) {
    for (let i = fromInner; i < toInner; i++) memory.fill(dw + words(i * columns + fromColumn), 0, words(toColumn - fromColumn));
    if (db && fromInner === 0) memory.fill(db + words(fromColumn), 0, words(toColumn - fromColumn));
    return;
  }
  for (let j = fromColumn; j < toColumn; j += COLUMNS_AT_ONCE) {
    const end = smaller(toColumn, j + COLUMNS_AT_ONCE);
    for (let b = first; b < last; b += ROWS_AT_ONCE) {
      addRows(x, dy, dw, fromInner === 0 ? db : 0, b, smaller(ROWS_AT_ONCE, last - b), b > first, inner, columns, fromInner, toInner, j, end);
    }
  }
}

/** Adds what `terms` rows from row b on contribute to a part of dw and db, or, the first time, puts it there. */
function addRows(
  x: usize,
  dy: usize,
  dw: usize,
  db: usize,
  b: i32,
  terms: i32,
  again: bool,
  inner: i32,
  columns: i32,
  fromInner: i32,
  toInner: i32,
  fromColumn: i32,
  toColumn: i32,
): void {
  const corner = scratch;
  const zeros = corner + TILE * 32;
  const panels = zeros + 32;
  v128.store(zeros, f32x4.splat(0));
  v128.store(zeros, f32x4.splat(0), 16);
  // A cache line more than a panel: 16 panels 4 KB apart would share one place of the first cache.
  const apart = words(PANEL * terms + 16);
  const whole = (toColumn - fromColumn) / PANEL;
  packPanels(dy + words(b * columns + fromColumn), columns, terms, whole, panels, apart);
  const rest = fromColumn + whole * PANEL;
  if (rest < toColumn) packPanel(dy + words(b * columns + rest), columns, terms, toColumn - rest, panels + <usize>whole * apart);
  if (db)
    for (let j = fromColumn, panel = panels; j < toColumn; j += PANEL, panel += apart)
      addPanel(panel, terms, db + words(j), again, smaller(PANEL, toColumn - j));
  const left = panels + <usize>(COLUMNS_AT_ONCE / PANEL) * words(PANEL * ROWS_AT_ONCE + 16);
  const packed = inner >= WIDE;
  // The terms of a column of x are a row apart; six columns lie next to each other.
  const termStep = packed ? words(TILE) : words(inner);
  const step = words(columns);
  for (let i = fromInner; i < toInner; i += TILE) {
    const high = smaller(TILE, toInner - i);
    let a = x + words(b * inner + i);
    if (packed) {
      packColumns(a, inner, terms, high, left);
      a = left;
    }
    for (let j = fromColumn, panel = panels; j < toColumn; j += PANEL, panel += apart) {
      const c = dw + <usize>i * step + words(j);
      if (high < TILE || j + PANEL > toColumn) edgeTile(a, 4, termStep, panel, terms, again, 0, c, step, high, smaller(PANEL, toColumn - j), corner);
      else tile(a, 4, termStep, panel, terms, again ? c : zeros, again ? step : 0, 0, c, step);
    }
  }
}

/** Columns of `terms` rows as whole panels, `apart` bytes from one to the next; eight at a time, so that a row is read in one go. */
function packPanels(from: usize, stride: i32, terms: i32, panels: i32, to: usize, apart: usize): void {
  const step = words(stride);
  for (let first = 0; first < panels; first += 8) {
    const n = smaller(8, panels - first);
    for (let k = 0; k < terms; k++) {
      let source = from + <usize>k * step;
      let target = to + words(PANEL * k);
      for (let panel = 0; panel < n; panel++) {
        v128.store(target, v128.load(source));
        v128.store(target, v128.load(source, 16), 16);
        source += 32;
        target += apart;
      }
    }
    from += words(8 * PANEL);
    to += 8 * apart;
  }
}

/** `width` columns of `terms` rows, next to each other: [terms][TILE], 0 behind the last. */
function packColumns(from: usize, stride: i32, terms: i32, width: i32, to: usize): void {
  const step = words(stride);
  const end = to + words(TILE * terms);
  if (width === TILE) {
    while (to < end) {
      v128.store(to, v128.load(from));
      store<u64>(to, load<u64>(from, 16), 16);
      from += step;
      to += words(TILE);
    }
    return;
  }
  while (to < end) {
    v128.store(to, loadUpTo(from, width));
    store<f32>(to, width > 4 ? load<f32>(from, 16) : 0, 16);
    store<f32>(to, 0, 20);
    from += step;
    to += words(TILE);
  }
}

/** The sum of a panel's rows added to `width` values. Every fourth row goes to the same sum: one alone would wait for itself. */
function addPanel(panel: usize, terms: i32, to: usize, again: bool, width: i32): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  const fours = panel + words(PANEL * (terms & ~3));
  const end = panel + words(PANEL * terms);
  for (; panel < fours; panel += 128) {
    a0 = f32x4.add(a0, v128.load(panel));
    b0 = f32x4.add(b0, v128.load(panel, 16));
    a1 = f32x4.add(a1, v128.load(panel, 32));
    b1 = f32x4.add(b1, v128.load(panel, 48));
    a2 = f32x4.add(a2, v128.load(panel, 64));
    b2 = f32x4.add(b2, v128.load(panel, 80));
    a3 = f32x4.add(a3, v128.load(panel, 96));
    b3 = f32x4.add(b3, v128.load(panel, 112));
  }
  for (; panel < end; panel += 32) {
    a0 = f32x4.add(a0, v128.load(panel));
    b0 = f32x4.add(b0, v128.load(panel, 16));
  }
  const a = f32x4.add(f32x4.add(a0, a1), f32x4.add(a2, a3));
  const b = f32x4.add(f32x4.add(b0, b1), f32x4.add(b2, b3));
  storeUpTo(to, again ? f32x4.add(loadUpTo(to, width), a) : a, width);
  if (width > 4) storeUpTo(to + 16, again ? f32x4.add(loadUpTo(to + 16, width - 4), b) : b, width - 4);
}
