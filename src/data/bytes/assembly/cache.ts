import { allocate, release } from './memory';

/**
 * Of each column, codes of short texts that were met of late. A place is 8 bytes: a text's bytes, zeros behind them, and its code in the
 * lowest 8 bits; in the lowest 16 where a column has more than 256 texts. As no text holds a zero, its length need not be there. A text
 * that is not found here may still be known. Places are few, so that those of many columns stay close to the processor.
 *
 * A column is watched while it is read. Where nearly all texts are new there is nothing to find, and where nearly none is found the
 * search is left out, for a while each. Where texts drive each other out, the column gets more places.
 */

/** Places of all columns together, and of one: the most, those that it begins with, and the least. */
const ALL_PLACES: u32 = 524288;
const MOST_PLACES: u32 = 4096;
const FIRST_PLACES: u32 = 64;
const LEAST_PLACES: u32 = 8;
/** Bytes of a place. */
const PLACE: u32 = 8;
/** What stands in a free place: a zero, then something else, is no text. */
const FREE: u64 = (<u64>1) << 56;

/** A column is judged each time that so many cells were looked at, and then left alone for so many. */
const WATCHED: u32 = 512;
const ALONE: u32 = 4096;

/** Whether codes are searched for in the cache, and whether they are put there. */
export enum Use {
  BOTH,
  PUT,
  NONE,
}

/**
 * Of a column: where its places are (+0), how far a hash is shifted to be one of them (+4), their number (+8), one of `Use` (+12), the
 * cells since it was judged (+16), how many of them were found (+20) and put (+24), the column's texts at that time (+28), the bits of a code
 * (+32), the bytes of the longest text (+36), and a mask of a code's bits (+40, 8 bytes).
 */
const STATE: usize = 48;
let states: usize = 0;
/** Places that are left to give. */
let left: i32 = 0;

/** @returns false where memory is used up */
export function beginCache(columns: u32): bool {
  let places = FIRST_PLACES;
  while (places > LEAST_PLACES && places * columns > ALL_PLACES) places >>= 1;
  left = <i32>(ALL_PLACES - places * columns);
  states = allocate(columns * <u32>STATE);
  const all = allocate(columns * places * PLACE);
  if (!states || !all) return false;
  memory.fill(states, 0, <usize>columns * STATE);
  for (let c: u32 = 0; c < columns; c++) {
    setCodeBits(cacheOf(c), 8);
    setPlaces(cacheOf(c), all + <usize>(c * places * PLACE), places);
  }
  return true;
}

function setPlaces(cache: usize, at: usize, places: u32): void {
  store<u32>(cache, <u32>at);
  store<u32>(cache, <u32>clz<u64>(places) + 1, 4);
  store<u32>(cache, places, 8);
  clearCache(cache);
}

function setCodeBits(cache: usize, bits: u32): void {
  store<u32>(cache, bits, 32);
  store<u32>(cache, 8 - (bits >> 3), 36);
  store<u64>(cache, ((<u64>1) << bits) - 1, 40);
}

/** Forgets a column's texts. */
export function clearCache(cache: usize): void {
  const at = placesAt(cache);
  for (let p = at, end = at + <usize>(load<u32>(cache, 8) * PLACE); p < end; p += PLACE) store<u64>(p, FREE);
}

/** A column's cache. */
export function cacheOf(column: u32): usize {
  return states + <usize>column * STATE;
}

export function usedOf(cache: usize): u32 {
  return load<u32>(cache, 12);
}

export function placesAt(cache: usize): usize {
  return <usize>load<u32>(cache);
}

export function shiftOf(cache: usize): u64 {
  return <u64>load<u32>(cache, 4);
}

export function codeBitsOf(cache: usize): u64 {
  return <u64>load<u32>(cache, 32);
}

/** Bytes of the longest text that may be put. */
export function longestOf(cache: usize): u32 {
  return load<u32>(cache, 36);
}

export function codeMaskOf(cache: usize): u64 {
  return load<u64>(cache, 40);
}

/** A text of at most 7 bytes (codes of 8 bits) or 6 bytes (16 bits), above where its code stands. */
export function cacheKey(word: u64, length: u64, codeBits: u64): u64 {
  return (word << codeBits) & (<u64>-1 >> (64 - codeBits - (length << 3)));
}

/** Where a key's place lies in its column's. */
export function cachePlace(key: u64, factor: u64, shift: u64): usize {
  return <usize>((key * factor) >> shift) * PLACE;
}

/**
 * Takes note of what came of some cells.
 *
 * @param found how many were found here
 * @param put how many of the others were put here
 * @param texts of the column by now
 */
export function watch(cache: usize, cells: u32, found: u32, put: u32, texts: u32): void {
  const all = load<u32>(cache, 16) + cells;
  const allFound = load<u32>(cache, 20) + found;
  const allPut = load<u32>(cache, 24) + put;
  store<u32>(cache, all, 16);
  store<u32>(cache, allFound, 20);
  store<u32>(cache, allPut, 24);
  const isAlone = usedOf(cache) !== Use.BOTH;
  const period = isAlone ? ALONE : WATCHED;
  if (all < period) return;
  const fresh = texts - load<u32>(cache, 28);
  let use: u32 = Use.BOTH;
  if (!isAlone) {
    if (fresh > all >> 1) use = Use.NONE;
    else if (allPut > fresh + (all >> 4)) more(cache, texts);
    if (use === Use.BOTH && allFound < all >> 4) use = Use.PUT;
  }
  if (texts > 256 && load<u32>(cache, 32) === 8) {
    setCodeBits(cache, 16);
    clearCache(cache);
  }
  store<u32>(cache, use, 12);
  store<u64>(cache, 0, 16);
  store<u32>(cache, 0, 24);
  store<u32>(cache, texts, 28);
}

/** Gives a column more places, if it has texts for them and some are left. */
function more(cache: usize, texts: u32): void {
  const places = load<u32>(cache, 8);
  const added = places * (texts > places ? 3 : 1);
  if (places + added > MOST_PLACES || texts << 4 < places || <i32>added > left) return;
  const at = allocate((places + added) * PLACE);
  if (!at) return;
  left -= <i32>added;
  release(placesAt(cache), places * PLACE);
  setPlaces(cache, at, places + added);
}
