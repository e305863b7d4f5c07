import { DOUBLED } from './scan';

/** Which rows of the file are kept: all, or an even sample of them, and at most so many. */

/** Rows of the file so far, kept or not. */
export let seen: u32 = 0;
let kept: u32 = 0;
let mostRows: u32 = 0;
/** Whether the next row that is to be kept is one too many. */
export let isFull: bool = false;
/** Whether rows are dropped where there are too many, rather than the file refused. */
export let sampling: bool = false;
let seed: u32 = 0;
/** A row is kept where its hash is at most this. */
let threshold: u32 = 0xffffffff;
/** The column whose rows are kept or dropped together; none: -1. */
let together: i32 = -1;

export function limitRows(most: u32): void {
  mostRows = most;
}

/** Keeps a share of the rows: those whose hash is at most `most`. @param column whose rows stay together, -1: each row stands for itself */
export function sample(withSeed: u32, most: u32, column: i32): void {
  sampling = true;
  together = column;
  seed = withSeed;
  threshold = most;
}

/** Rows that were kept so far, after some of them were dropped. */
export function setKept(rowsKept: u32): void {
  kept = rowsKept;
  isFull = false;
}

export function setFull(): void {
  isFull = true;
}

/** A number's hash, the same wherever it is computed: `hashOfRow` of `src/data/table/row-hash.ts`. */
function hashOfRow(row: u32): u32 {
  let h = row ^ seed;
  h = (h ^ (h >> 16)) * 0x21f0aaad;
  h = (h ^ (h >> 15)) * 0x735a2d97;
  return h ^ (h >> 15);
}

/** The hash of the next row: `hashToKeepBy` of `src/data/table/row-hash.ts`. */
function hashToKeepBy(fields: usize, base: usize): u32 {
  if (together < 0) return hashOfRow(seen);
  const field = fields + ((<usize>together) << 3);
  let at = base + load<u32>(field);
  const ends = load<u32>(field, 4);
  const end = base + (ends & ~DOUBLED);
  if (at === end) return hashOfRow(seen);
  let h: u32 = 0x811c9dc5;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    h = (h ^ byte) * 0x01000193;
    if (ends & DOUBLED && byte === 34) at++;
  }
  return hashOfRow(h);
}

/**
 * Whether the next row of the file is one to keep.
 *
 * @param fields where it has its fields' slots
 * @param base from where on these count
 */
export function isChosen(fields: usize, base: usize): bool {
  return threshold === 0xffffffff || hashToKeepBy(fields, base) <= threshold;
}

/** Whether one more may be kept. */
export function hasRoom(): bool {
  return !isFull && kept < mostRows;
}

/** The next row of the file is passed. */
export function countRow(isKept: bool): void {
  seen++;
  kept += u32(isKept);
}

/** Rows that are kept without a look at them. */
export function countRows(rows: u32): void {
  seen += rows;
  kept += rows;
}
