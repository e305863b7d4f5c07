import { allocate, release } from './memory';
import { unitsOf } from './utf8';

/**
 * The distinct texts of every column, found by their bytes.
 *
 * All texts lie one after the other in the arena, whatever their column: code (4 bytes), length (1 byte; 255: 4 more bytes hold it),
 * bytes, and zeros up to a multiple of 4. A column has a table of open addressing (linear, at most 5/8 full) whose places hold where a
 * text lies (4 bytes; 0: nothing) and its hash (4 bytes), so that a text of another hash is never looked at.
 */

/**
 * Of a column: table (+0), places less one (+4), texts (+8), texts that it grows at (+12), bytes of text (+16, 8 bytes), and the first
 * (+24) and the last (+28) block of the list of its texts.
 */
export const COLUMN: usize = 32;
/** Of such a block: the next one (+0), how many texts it lists (+4), and how many it can (+8); then where they lie, 4 bytes each. */
const BLOCK: u32 = 12;
const FIRST_LISTED: u32 = 13;
const MOST_LISTED: u32 = 4093;
const FIRST_PLACES: u32 = 16;
/** A smaller table grows to the fourfold at once, a larger one to the twofold. */
const LARGE: u32 = 65536;
const ARENA_BLOCK: u32 = 65536;
/** A long text's length stands in 4 bytes of its own. */
const LONG: u32 = 255;

export let columns: usize = 0;
/** Texts of at most so many bytes are given back when they are dropped: lists of free entries, by their bytes. */
const MOST_FREED: u32 = 256;
let freed: usize = 0;
let arena: usize = 0;
let arenaEnd: usize = 0;

/** Odd factors that nobody knows beforehand: a file cannot be made whose texts all fall on one place. */
export let factor1: u64 = 1;
let factor2: u64 = 1;

export function setFactors(first: u64, second: u64): void {
  factor1 = first | 1;
  factor2 = second | 1;
}

/** @returns false where memory is used up */
export function beginColumns(count: u32): bool {
  columns = allocate(count * <u32>COLUMN);
  freed = allocate(MOST_FREED + 4);
  if (!freed) return false;
  memory.fill(freed, 0, MOST_FREED + 4);
  if (!columns) return false;
  for (let c: u32 = 0; c < count; c++) {
    const column = columns + <usize>c * COLUMN;
    if (!setTable(column, FIRST_PLACES)) return false;
    store<u32>(column, 0, 8);
    store<u64>(column, 0, 16);
    const block = newBlock(FIRST_LISTED);
    if (!block) return false;
    store<u32>(column, <u32>block, 24);
    store<u32>(column, <u32>block, 28);
  }
  return true;
}

function newBlock(texts: u32): usize {
  const block = allocate(BLOCK + texts * 4);
  if (block) {
    store<u32>(block, 0);
    store<u32>(block, 0, 4);
    store<u32>(block, texts, 8);
  }
  return block;
}

/** Texts are listed in the order of their codes. @returns false where memory is used up */
function list(column: usize, entry: usize): bool {
  let block = <usize>load<u32>(column, 28);
  const most = load<u32>(block, 8);
  let listed = load<u32>(block, 4);
  if (listed === most) {
    const next = newBlock(min<u32>(MOST_LISTED, most * 2 + 3));
    if (!next) return false;
    store<u32>(block, <u32>next);
    store<u32>(column, <u32>next, 28);
    block = next;
    listed = 0;
  }
  store<u32>(block + BLOCK + ((<usize>listed) << 2), <u32>entry);
  store<u32>(block, listed + 1, 4);
  return true;
}

function setTable(column: usize, places: u32): bool {
  const table = allocate(places << 3);
  if (!table) return false;
  memory.fill(table, 0, (<usize>places) << 3);
  store<u32>(column, <u32>table);
  store<u32>(column, places - 1, 4);
  store<u32>(column, (places >> 3) * 5, 12);
  return true;
}

/** Of the product the upper half, which all bits have had a part in. */
function mix(hash: u64): u32 {
  let h = hash * factor1;
  h ^= h >> 32;
  return <u32>((h * factor2) >> 32);
}

/** A text of at most 7 bytes as one number: its length, then its bytes, as they lie in the arena. */
export function shortKey(word: u64, length: u64): u64 {
  return ((word << 8) & (<u64>-1 >> ((7 - length) << 3))) | length;
}

/** Of 8 bytes or more. */
function longHash(at: usize, length: u32): u32 {
  const end = at + length;
  let h = <u64>length;
  for (let p = at; p + 8 < end; p += 8) {
    h = (h ^ load<u64>(p)) * factor1;
    h ^= h >> 32;
  }
  return mix(h ^ load<u64>(end - 8));
}

/** Where the text of an entry begins. */
export function textOf(entry: usize): usize {
  return load<u8>(entry, 4) === LONG ? entry + 9 : entry + 5;
}

export function lengthOf(entry: usize): u32 {
  const length = <u32>load<u8>(entry, 4);
  return length === LONG ? load<u32>(entry, 5) : length;
}

/** Whether an entry is this text. */
export function isText(entry: usize, at: usize, length: u32): bool {
  // What follows a short text in its entry are zeros.
  if (length < 8) return load<u64>(entry, 4) === shortKey(load<u64>(at), length);
  if (lengthOf(entry) !== length) return false;
  const text = textOf(entry);
  const last = length - 8;
  for (let i: u32 = 0; i < last; i += 8) if (load<u64>(text + i) !== load<u64>(at + i)) return false;
  return load<u64>(text + last) === load<u64>(at + last);
}

/** Hash of a text, short or long. */
export function hashAt(at: usize, length: u32): u32 {
  return length < 8 ? mix(shortKey(load<u64>(at), length)) : longHash(at, length);
}

/** Of the first places in the table for a hash, what stands in the one that has this hash: an entry (the lower half) and its hash; else 0. */
export function firstHeld(column: usize, hash: u32): u64 {
  const table = <usize>load<u32>(column);
  const mask = load<u32>(column, 4);
  const i = home(hash, mask);
  const first = load<u64>(table + ((<usize>i) << 3));
  const second = load<u64>(table + ((<usize>((i + 1) & mask)) << 3));
  const third = load<u64>(table + ((<usize>((i + 2) & mask)) << 3));
  return select<u64>(first, select<u64>(second, select<u64>(third, 0, <u32>(third >> 32) === hash), <u32>(second >> 32) === hash), <u32>(first >> 32) === hash);
}

/** The place that the last search ended at, free where it found nothing. */
let place: usize = 0;

/** @returns the entry of a text, or 0 where it is new to the column */
export function find(column: usize, hash: u32, at: usize, length: u32): usize {
  const table = <usize>load<u32>(column);
  const mask = load<u32>(column, 4);
  let i = home(hash, mask);
  while (true) {
    const held = load<u64>(table + ((<usize>i) << 3));
    if (held === 0) break;
    if (<u32>(held >> 32) === hash && isText(<usize>(<u32>held), at, length)) return <usize>(<u32>held);
    i = (i + 1) & mask;
  }
  place = table + ((<usize>i) << 3);
  return 0;
}

/**
 * Adds the text that was just searched for and not found.
 *
 * @returns its entry, or 0 where memory is used up
 */
export function add(column: usize, hash: u32, at: usize, length: u32): usize {
  const entry = room(length);
  if (!entry) return 0;
  const code = load<u32>(column, 8);
  store<u32>(entry, code);
  // An entry of a short text is 12 bytes: the zeros count when it is compared.
  store<u64>(entry, 0, 4);
  store<u8>(entry, min(length, LONG), 4);
  if (length >= LONG) store<u32>(entry, length, 5);
  copyText(textOf(entry), at, length);
  store<u64>(place, ((<u64>hash) << 32) | <u64>entry);
  store<u32>(column, code + 1, 8);
  store<u64>(column, load<u64>(column, 16) + length, 16);
  if (!list(column, entry)) return 0;
  if (code + 1 >= load<u32>(column, 12) && !grow(column)) return 0;
  return entry;
}

/** By words: a call of the machine's own copy takes longer than most texts do. What follows a short text stays zero. */
function copyText(to: usize, at: usize, length: u32): void {
  if (length < 8) {
    store<u64>(to - 1, shortKey(load<u64>(at), length));
    return;
  }
  const last = length - 8;
  for (let i: u32 = 0; i < last; i += 8) store<u64>(to + i, load<u64>(at + i));
  store<u64>(to + last, load<u64>(at + last));
}

/** Bytes that an entry takes. */
function entryBytes(length: u32): u32 {
  return max<u32>(12, (length + (length < LONG ? 5 : 9) + 3) & ~3);
}

function room(length: u32): usize {
  const bytes = entryBytes(length);
  if (bytes <= MOST_FREED) {
    const list = freed + bytes;
    const entry = <usize>load<u32>(list);
    if (entry) {
      store<u32>(list, load<u32>(entry));
      return entry;
    }
  }
  // A word is read over the end of the last one.
  if (arena + bytes + 8 > arenaEnd) {
    const size = max<u32>(ARENA_BLOCK, bytes + 8);
    const block = allocate(size);
    if (!block) return 0;
    // A text that takes a block of its own leaves the block at hand as it is.
    if (bytes + 8 > ARENA_BLOCK) return block;
    arena = block;
    arenaEnd = block + size;
  }
  const entry = arena;
  arena += bytes;
  return entry;
}

/** Makes a table larger. Places follow the hashes' order, so that both tables are gone through from front to back. */
function grow(column: usize): bool {
  const old = <usize>load<u32>(column);
  const places = load<u32>(column, 4) + 1;
  if (!setTable(column, places < LARGE ? places << 2 : places << 1)) return false;
  const table = <usize>load<u32>(column);
  const mask = load<u32>(column, 4);
  for (let p = old, end = old + ((<usize>places) << 3); p < end; p += 8) {
    const held = load<u64>(p);
    if (held) put(table, mask, held);
  }
  release(old, places << 3);
  return true;
}

function put(table: usize, mask: u32, held: u64): void {
  let i = home(<u32>(held >> 32), mask);
  while (load<u64>(table + ((<usize>i) << 3))) i = (i + 1) & mask;
  store<u64>(table + ((<usize>i) << 3), held);
}

/** Where a text of this hash stands if that place is free. */
function home(hash: u32, mask: u32): u32 {
  return hash >> <u32>clz(mask);
}

/**
 * Drops texts of a column; the others are numbered anew, in the same order.
 *
 * @param kept [texts] 0 for those that are dropped
 * @returns UTF-16 units and number of the dropped ones, what `besides` adds for each included
 */
export function keepTexts(column: usize, kept: usize, besides: u32): u64 {
  const table = <usize>load<u32>(column);
  const mask = load<u32>(column, 4);
  memory.fill(table, 0, (<usize>mask + 1) << 3);
  let dropped: u64 = 0;
  let count: u32 = 0;
  let code: u32 = 0;
  let into = <usize>load<u32>(column, 24);
  let listed: u32 = 0;
  for (let block = into; block; block = <usize>load<u32>(block)) {
    const end = load<u32>(block, 4);
    for (let i: u32 = 0; i < end; i++) {
      const entry = <usize>load<u32>(block + BLOCK + ((<usize>i) << 2));
      if (!load<u8>(kept + code++)) {
        const length = lengthOf(entry);
        dropped += unitsOf(textOf(entry), textOf(entry) + length) + besides;
        store<u64>(column, load<u64>(column, 16) - length, 16);
        const bytes = entryBytes(length);
        if (bytes <= MOST_FREED) {
          store<u32>(entry, load<u32>(freed + bytes));
          store<u32>(freed + bytes, <u32>entry);
        }
        continue;
      }
      store<u32>(entry, count++);
      put(table, mask, ((<u64>hashAt(textOf(entry), lengthOf(entry))) << 32) | <u64>entry);
      if (listed === load<u32>(into, 8)) {
        into = <usize>load<u32>(into);
        listed = 0;
      }
      store<u32>(into + BLOCK + ((<usize>listed) << 2), <u32>entry);
      listed++;
    }
  }
  // Blocks behind the last one that is needed stay unused until there is an end.
  store<u32>(into, listed, 4);
  store<u32>(into, 0);
  store<u32>(column, <u32>into, 28);
  store<u32>(column, count, 8);
  return dropped;
}
