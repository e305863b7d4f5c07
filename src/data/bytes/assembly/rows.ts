import { beginCache, cacheKey, cacheOf, cachePlace, clearCache, codeBitsOf, codeMaskOf, longestOf, placesAt, shiftOf, Use, usedOf, watch } from './cache';
import { add, COLUMN, columns, factor1, find, firstHeld, hashAt, isText, keepTexts } from './dictionary';
import { allocate } from './memory';
import { DOUBLED, linesIn } from './scan';
import { firstInvalid, isPlain, unitsOf } from './utf8';

/**
 * Makes the fields of rows into codes, kept by column until JavaScript takes them.
 *
 * Some rows are gathered, as many as the processor holds close by, and then taken column by column: first all cells are looked for among
 * those of late, then come the hashes and the table's places of the others, then the texts that they lead to. The processor fetches
 * those of a whole group at once; one cell after the other, a large dictionary makes it wait for each.
 */

/**
 * Makes the codes of a column's batch as narrow as its dictionary allows, in place.
 *
 * @returns bytes of each
 */
export function pack(c: u32): u32 {
  const count = load<u32>(columns + <usize>c * COLUMN, 8);
  if (count > 65536) return 4;
  const at = batch + ((<usize>c * (batchRows + 16)) << 2);
  if (count > 256) {
    for (let r: u32 = 0; r < rows; r += 4) {
      const two = load<u64>(at + ((<usize>r) << 2));
      const more = load<u64>(at + ((<usize>r) << 2), 8);
      store<u64>(at + ((<usize>r) << 1), (two & 0xffff) | ((two >> 16) & 0xffff0000) | ((more & 0xffff) << 32) | ((more >> 32) << 48));
    }
    return 2;
  }
  for (let r: u32 = 0; r < rows; r += 4) {
    const two = load<u64>(at + ((<usize>r) << 2));
    const more = load<u64>(at + ((<usize>r) << 2), 8);
    store<u32>(at + r, <u32>((two & 0xff) | ((two >> 24) & 0xff00) | ((more & 0xff) << 16) | ((more >> 8) & 0xff000000)));
  }
  return 1;
}

/** Why a row cannot be taken. */
export enum Row {
  TAKEN,
  /** A cell is no UTF-8. */
  INVALID,
  /** A cell is too long. */
  LONG,
  /** A column has too many distinct texts. */
  DISTINCT,
  /** All distinct texts are too many bytes. */
  TEXT,
  MEMORY,
}

const MOST_GROUP: u32 = 128;
const GROUP_CELLS: u32 = 16384;
const MOST_BATCH: u32 = 8192;
const BATCH_CELLS: u32 = 262144;
/** A field: where it begins and where it ends, from its row's begin on; the end's top bit says that it holds doubled quotes. */
const SLOT: u32 = 8;
/** Slots behind a group's, which `lines` writes over. */
const OVER: u32 = 160;
/** Of a row: where its first slot lies, and where its record begins. */
const HEAD: u32 = 8;

/** [width, batchRows + 16] codes: columns do not all fall on the same lines of the cache. */
export let batch: usize = 0;
export let batchRows: u32 = 0;
/** [batchRows] number in the file of each row. */
export let numbers: usize = 0;
/** Rows of the batch, and how many of them are codes already. */
export let rows: u32 = 0;
let coded: u32 = 0;
/** Rows that are gathered. */
let group: u32 = 0;
/** Slots of the gathered rows' fields, the first one that is free, and the end of all. */
let slots: usize = 0;
let freeSlot: usize = 0;
export let slotsEnd: usize = 0;
/** [group] heads, each row's line, and what its new texts count. */
let heads: usize = 0;
let lines: usize = 0;
let texts: usize = 0;
/** [group] rows whose cell is not found at once; of each of them its hash, and what the table holds for it. */
let missed: usize = 0;
let hashes: usize = 0;
let helds: usize = 0;
/** Texts that were put into the column's cache. */
let put: u32 = 0;

let width: u32 = 0;
let mostUnits: u32 = 0;
let mostDistinct: u32 = 0;
let mostText: u64 = 0;
/** What all distinct texts count, each with what it takes besides its letters. */
let text: u64 = 0;
let textBesides: u32 = 0;
/** The first row that failed: why, its column, and the line. */
let why: i32 = 0;
export let failedColumn: u32 = 0;
export let failedLine: u32 = 0;

/** @returns false where memory is used up */
export function beginRows(columnCount: u32, units: u32, distinct: u32, textLimit: f64, besides: u32): bool {
  width = columnCount;
  mostUnits = units;
  mostDistinct = distinct;
  mostText = <u64>textLimit;
  textBesides = besides;
  batchRows = max<u32>(16, min<u32>(MOST_BATCH, BATCH_CELLS / columnCount));
  batch = allocate(columnCount * (batchRows + 16) * 4);
  group = max<u32>(1, min<u32>(MOST_GROUP, GROUP_CELLS / columnCount));
  const bytes = (columnCount * (group + 1) + OVER) * SLOT;
  slots = allocate(bytes);
  slotsEnd = slots + bytes;
  freeSlot = slots;
  numbers = allocate(batchRows << 2);
  heads = allocate(group * 32);
  lines = heads + ((<usize>group) << 3);
  texts = lines + ((<usize>group) << 2);
  helds = texts + ((<usize>group) << 2);
  hashes = helds + ((<usize>group) << 3);
  missed = hashes + ((<usize>group) << 2);
  return beginCache(columnCount) && batch !== 0 && slots !== 0 && numbers !== 0 && heads !== 0;
}

export function clearBatch(): void {
  rows = 0;
  coded = 0;
}

/** Where the fields of the next row are to be put. */
export function nextFields(): usize {
  return freeSlot;
}

/** Whether there are rows enough to be made codes of. */
export function isGathered(): bool {
  return rows - coded === group || rows === batchRows;
}

/**
 * Takes a row.
 *
 * @param fields its slots, among those that are free
 * @param number of the row in the file
 */
export function hold(fields: usize, number: u32, begin: usize, line: u32): void {
  store<u32>(numbers + ((<usize>rows) << 2), number);
  const r = <usize>(rows - coded);
  store<u64>(heads + (r << 3), ((<u64>begin) << 32) | <u64>fields);
  store<u32>(lines + (r << 2), line);
  store<u32>(texts + (r << 2), 0);
  freeSlot = fields + <usize>width * SLOT;
  rows++;
}

/** Codes for all rows that have none yet. What they consist of must still be at hand. */
export function code(): Row {
  freeSlot = slots;
  if (coded === rows) return Row.TAKEN;
  why = Row.TAKEN;
  let end = rows - coded;
  // Rows behind one that fails do not count any more, in whatever column.
  for (let c: u32 = 0; c < width; c++) end = codeColumn(c, end);
  for (let r: u32 = 0; r < end; r++) {
    text += load<u32>(texts + ((<usize>r) << 2));
    if (text <= mostText) continue;
    why = Row.TEXT;
    failedLine = load<u32>(lines + ((<usize>r) << 2));
    break;
  }
  coded = rows;
  return why;
}

/**
 * Codes of texts in a column, which are none of a row. No row may be gathered.
 *
 * @param texts bytes that lie one after the other
 * @param starts [count + 1] where each text begins among them
 * @param codes [count] where the codes are put
 * @returns whether all could be taken
 */
export function intern(c: u32, bytes: usize, starts: usize, count: u32, codes: usize): bool {
  const column = columns + <usize>c * COLUMN;
  // Each text is the one field of a row.
  const head = ((<u64>bytes) << 32) | <u64>(<u32>(slots - ((<usize>c) << 3)));
  for (let done: u32 = 0; done < count; done += group) {
    const some = min<u32>(group, count - done);
    for (let i: u32 = 0; i < some; i++) {
      store<u64>(slots + ((<usize>i) << 3), load<u64>(starts + ((<usize>(done + i)) << 2)));
      store<u64>(heads + ((<usize>i) << 3), head + ((<u64>i) << 3));
      store<u32>(lines + ((<usize>i) << 2), 0);
      store<u32>(texts + ((<usize>i) << 2), 0);
      store<u32>(missed + ((<usize>i) << 2), i);
    }
    if (fromTable(c, some, column, codes + ((<usize>done) << 2), some) !== some) return false;
    for (let i: u32 = 0; i < some; i++) text += load<u32>(texts + ((<usize>i) << 2));
  }
  return text <= mostText;
}

/** What all distinct texts count so far. */
export function textCounted(): f64 {
  return <f64>text;
}

/** Whether the next rows may be more distinct texts than are allowed. */
export function isTight(): bool {
  if (text > mostText - (mostText >> 2)) return true;
  for (let c: u32 = 0; c < width; c++) if (load<u32>(columns + <usize>c * COLUMN, 8) + group > mostDistinct) return true;
  return false;
}

/** Drops texts of a column that occur in no row any more. @param kept [texts] 0 for those */
export function keep(c: u32, kept: usize): void {
  clearCache(cacheOf(c));
  text -= keepTexts(columns + <usize>c * COLUMN, kept, textBesides);
}

/** Doubled quotes become one, in place; blanks take what is left. @returns the new length */
function unquote(at: usize, length: u32): u32 {
  let to = at;
  const end = at + length;
  for (let p = at; p < end; p++) {
    const byte = load<u8>(p);
    store<u8>(to, byte);
    to++;
    if (byte === 34) p++;
  }
  memory.fill(to, 32, end - to);
  return <u32>(to - at);
}

/** @returns the row that failed, or `end` */
function codeColumn(c: u32, end: u32): u32 {
  const column = columns + <usize>c * COLUMN;
  const into = batch + ((<usize>c * (batchRows + 16) + coded) << 2);
  const cache = cacheOf(c);
  let misses = end;
  if (usedOf(cache) === Use.BOTH) misses = fromCache(c, end, into, cache);
  else for (let r: u32 = 0; r < end; r++) store<u32>(missed + ((<usize>r) << 2), r);
  put = 0;
  const done = misses === 0 ? end : fromTable(c, end, column, into, misses);
  watch(cache, end, end - misses, put, load<u32>(column, 8));
  return done;
}

/**
 * Codes of short texts that were met shortly before, each found by one comparison. No branch depends on a text.
 *
 * @returns how many rows are missed
 */
function fromCache(c: u32, end: u32, into: usize, cache: usize): u32 {
  const offset = (<usize>c) << 3;
  const places = placesAt(cache);
  const shift = shiftOf(cache);
  const bits = codeBitsOf(cache);
  const longest = longestOf(cache);
  const mask = codeMaskOf(cache);
  const factor = factor1;
  let miss = missed;
  let code = into;
  for (let head = heads, last = heads + ((<usize>end) << 3), r: u32 = 0; head < last; head += HEAD, r++) {
    const row = load<u64>(head);
    const field = load<u64>(<usize>(<u32>row) + offset);
    const length = <u32>(field >> 32) - <u32>field;
    const key = cacheKey(load<u64>(<usize>(row >> 32) + <u32>field), length, bits);
    const held = load<u64>(places + cachePlace(key, factor, shift));
    store<u32>(code, <u32>(held & mask));
    store<u32>(miss, r);
    code += 4;
    miss += (<usize>(u32((held ^ key) > mask) | u32(length > longest))) << 2;
  }
  return <u32>((miss - missed) >> 2);
}

/** Codes of the rows that are missed. @returns the row that failed, or `end` */
function fromTable(c: u32, end: u32, column: usize, into: usize, misses: u32): u32 {
  const offset = (<usize>c) << 3;
  for (let i: usize = 0; i < misses; i++) {
    const row = load<u64>(heads + ((<usize>load<u32>(missed + (i << 2))) << 3));
    const field = <usize>(<u32>row) + offset;
    const at = <usize>(row >> 32) + load<u32>(field);
    let length = load<u32>(field, 4) - load<u32>(field);
    if (length & DOUBLED) {
      length = unquote(at, length & ~DOUBLED);
      store<u32>(field, load<u32>(field) + length, 4);
    }
    store<u32>(hashes + (i << 2), hashAt(at, length));
  }
  // Short loops: the more of them the processor sees at once, the more it fetches side by side.
  // What stands there of another hash is not looked at: it would be fetched for nothing.
  for (let i: usize = 0; i < misses; i++) store<u64>(helds + (i << 3), firstHeld(column, load<u32>(hashes + (i << 2))));
  // Most of these are the right ones. Where there is none, address 0 is read, which means nothing.
  for (let i: usize = 0; i < misses; i++) store<u32>(into + ((<usize>load<u32>(missed + (i << 2))) << 2), load<u32>(<usize>load<u32>(helds + (i << 3))));
  const cache = cacheOf(c);
  const places = placesAt(cache);
  const shift = shiftOf(cache);
  const bits = codeBitsOf(cache);
  const longest: u32 = usedOf(cache) === Use.NONE ? 0 : longestOf(cache);
  for (let i: usize = 0; i < misses; i++) {
    const r = load<u32>(missed + (i << 2));
    const row = load<u64>(heads + ((<usize>r) << 3));
    const field = <usize>(<u32>row) + offset;
    const at = <usize>(row >> 32) + load<u32>(field);
    const length = load<u32>(field, 4) - load<u32>(field);
    const hash = load<u32>(hashes + (i << 2));
    const held = load<u64>(helds + (i << 3));
    if (!held || !isText(<usize>(<u32>held), at, length)) {
      let entry = find(column, hash, at, length);
      if (!entry) {
        const failure = check(column, at, length, r);
        entry = failure === Row.TAKEN ? add(column, hash, at, length) : 0;
        if (!entry) {
          why = failure === Row.TAKEN ? Row.MEMORY : failure;
          failedColumn = c;
          failedLine = lineOf(at, length, r);
          return r;
        }
      }
      store<u32>(into + ((<usize>r) << 2), load<u32>(entry));
    }
    const code = <u64>load<u32>(into + ((<usize>r) << 2));
    if (length > longest || code >> bits) continue;
    put++;
    const key = cacheKey(load<u64>(at), length, bits);
    store<u64>(places + cachePlace(key, factor1, shift), key | code);
  }
  return end;
}

/** Whether a new text may be taken; if so, it is counted. */
function check(column: usize, at: usize, length: u32, row: u32): Row {
  let units = length;
  if (!isPlain(at, length)) {
    if (firstInvalid(at, at + length) < at + length) return Row.INVALID;
    units = unitsOf(at, at + length);
  }
  if (units > mostUnits) return Row.LONG;
  if (load<u32>(column, 8) >= mostDistinct) return Row.DISTINCT;
  const counted = texts + ((<usize>row) << 2);
  store<u32>(counted, load<u32>(counted) + units + textBesides);
  return Row.TAKEN;
}

/** The line of what is wrong with a cell: of its first byte that is no UTF-8, else of the row. */
function lineOf(at: usize, length: u32, row: u32): u32 {
  const line = load<u32>(lines + ((<usize>row) << 2));
  const invalid = firstInvalid(at, at + length);
  if (invalid === at + length) return line;
  const head = load<u64>(heads + ((<usize>row) << 3));
  return line + linesIn(<usize>(head >> 32) + load<u32>(<usize>(<u32>head)), invalid);
}
