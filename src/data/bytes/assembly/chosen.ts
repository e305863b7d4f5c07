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

export function limitRows(most: u32): void {
  mostRows = most;
}

/** Keeps a share of the rows: those whose hash is at most `most`. */
export function sample(withSeed: u32, most: u32): void {
  sampling = true;
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

/** A number's hash, the same wherever it is computed: `hashOfRow` of `src/data/bytes/sampling.ts`. */
function hashOfRow(row: u32): u32 {
  let h = row ^ seed;
  h = (h ^ (h >> 16)) * 0x21f0aaad;
  h = (h ^ (h >> 15)) * 0x735a2d97;
  return h ^ (h >> 15);
}

/** Whether the next row of the file is one to keep. */
export function isChosen(): bool {
  return threshold === 0xffffffff || hashOfRow(seen) <= threshold;
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
