import { factor1 } from './dictionary';
import { allocate } from './memory';

/**
 * Of each column, codes of short texts that were met of late: a text's key (8 bytes; all ones: nothing) and its code, where the key's
 * hash says. A text that is not found here may still be known.
 */

/** Places of all columns together, and of one. */
const ALL_PLACES: u32 = 65536;
const MOST_PLACES: u32 = 4096;
const LEAST_PLACES: u32 = 8;
/** Bytes of a place. */
const PLACE: u32 = 16;

let caches: usize = 0;
/** Bytes of a column's places, and how far a hash is shifted to be one of them. */
let bytes: u32 = 0;
let shift: u64 = 0;

/** @returns false where memory is used up */
export function beginCache(columns: u32): bool {
  let places = MOST_PLACES;
  while (places > LEAST_PLACES && places * columns > ALL_PLACES) places >>= 1;
  bytes = places * PLACE;
  shift = <u64>clz<u64>(places) + 1;
  caches = allocate(columns * bytes);
  if (!caches) return false;
  memory.fill(caches, 0xff, <usize>columns * bytes);
  return true;
}

export function cacheOf(column: u32): usize {
  return caches + <usize>column * bytes;
}

/** Where a key's place lies in its column's. */
export function cachePlace(key: u64): usize {
  return <usize>((key * factor1) >> shift) * PLACE;
}

/** Forgets a column's texts. */
export function clearCache(column: u32): void {
  memory.fill(cacheOf(column), 0xff, bytes);
}
