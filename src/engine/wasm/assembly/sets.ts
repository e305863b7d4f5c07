import { doubleWords, words } from './simd';

/**
 * Which rows make a set's statistics, and which take them (`Sets` in `kernels/fused.ts`), as lists of row numbers that
 * all norms walk: [rows] the rows as they come, then [rows] the rows by domain, those that count before padding, each
 * in the batch's order; then, a set, where in these lists its statistics' rows begin and end, and the rows that take
 * them.
 */
const BATCH: i32 = 0;
export const OWN_IN_TOWER: i32 = 1;

/** int32 values of a set. */
const BOUNDS: i32 = 4;

/**
 * @param ints [rows, stride] int32, the domain first
 * @param target 2 * rows + 4 * sets int32
 * @param sets towers for OWN_IN_TOWER, domains where each row has its own (2), else as many equal ones as are wanted
 */
export function listRows(ints: usize, stride: i32, rows: i32, count: i32, kind: i32, sets: i32, target: usize): void {
  for (let b = 0; b < rows; b++) store<i32>(target + words(b), b);
  const byDomain = target + words(rows);
  const bounds = byDomain + words(rows);
  if (kind === BATCH) {
    for (let s = 0; s < sets; s++) setBounds(bounds, s, 0, count, 0, rows);
    return;
  }
  // A counting sort: the second bound counts, then says where a set's next row goes.
  for (let s = 0; s < sets; s++) setBounds(bounds, s, 0, 0, 0, 0);
  for (let b = 0; b < rows; b++) {
    const at = boundsOf(bounds, load<i32>(ints + words(b * stride)));
    if (b < count) store<i32>(at, load<i32>(at, 4) + 1, 4);
    store<i32>(at, load<i32>(at, 12) + 1, 12);
  }
  let next = 0;
  for (let s = 0; s < sets; s++) {
    const at = boundsOf(bounds, s);
    const all = load<i32>(at, 12);
    // From here on: first, next that counts, next padding, end.
    setBounds(bounds, s, next, next, next + load<i32>(at, 4), next + all);
    next += all;
  }
  for (let b = 0; b < rows; b++) {
    const at = boundsOf(bounds, load<i32>(ints + words(b * stride))) + (b < count ? 4 : 8);
    const to = load<i32>(at);
    store<i32>(byDomain + words(to), b);
    store<i32>(at, to + 1);
  }
  for (let s = 0; s < sets; s++) {
    const at = boundsOf(bounds, s);
    const first = rows + load<i32>(at);
    const counting = rows + load<i32>(at, 4);
    const end = rows + load<i32>(at, 12);
    if (kind === OWN_IN_TOWER) setBounds(bounds, s, first, counting, 0, rows);
    else setBounds(bounds, s, first, counting, first, end);
  }
}

function boundsOf(bounds: usize, set: i32): usize {
  return bounds + words(set * BOUNDS);
}

function setBounds(bounds: usize, set: i32, a: i32, b: i32, c: i32, d: i32): void {
  const at = boundsOf(bounds, set);
  store<i32>(at, a);
  store<i32>(at, b, 4);
  store<i32>(at, c, 8);
  store<i32>(at, d, 12);
}

/** Where in memory the list of a set's rows begins, and how many they are: those of its statistics. */
export function statisticsRows(list: usize, rows: i32, set: i32): usize {
  return list + words(load<i32>(boundsOf(list + doubleWords(rows), set)));
}
export function statisticsCount(list: usize, rows: i32, set: i32): i32 {
  const at = boundsOf(list + doubleWords(rows), set);
  return load<i32>(at, 4) - load<i32>(at);
}
/** The same of the rows that take its statistics. */
export function takingRows(list: usize, rows: i32, set: i32): usize {
  return list + words(load<i32>(boundsOf(list + doubleWords(rows), set), 8));
}
export function takingCount(list: usize, rows: i32, set: i32): i32 {
  const at = boundsOf(list + doubleWords(rows), set);
  return load<i32>(at, 12) - load<i32>(at, 8);
}
