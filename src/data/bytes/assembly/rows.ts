import { add, COLUMN, columns, find, firstHeld, hashAt, isText, keepTexts } from './dictionary';
import { allocate } from './memory';
import { DOUBLED, linesIn } from './scan';
import { firstInvalid, isPlain, unitsOf } from './utf8';

/**
 * Makes the fields of rows into codes, kept by column until JavaScript takes them.
 *
 * Some rows are gathered, as many as the processor holds close by, and then taken column by column: first the hashes and the table's
 * places of all cells, then the texts that they lead to. The processor fetches those of a whole group at once; one cell after the
 * other, a large dictionary makes it wait for each.
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

const MOST_GROUP: u32 = 64;
const GROUP_CELLS: u32 = 16384;
const MOST_BATCH: u32 = 8192;
const BATCH_CELLS: u32 = 65536;

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
/** [group, width] fields, as `scan` puts them. */
let fields: usize = 0;
/** [group] where each row's record begins, its line, and what its new texts count. */
let begins: usize = 0;
let lines: usize = 0;
let texts: usize = 0;
/** [group] hashes, and what the table holds for them. */
let hashes: usize = 0;
let helds: usize = 0;

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
  fields = allocate(columnCount * group * 8);
  numbers = allocate(batchRows << 2);
  begins = allocate(group * 24);
  lines = begins + ((<usize>group) << 2);
  texts = lines + ((<usize>group) << 2);
  hashes = texts + ((<usize>group) << 2);
  helds = hashes + ((<usize>group) << 3);
  return batch !== 0 && fields !== 0 && numbers !== 0 && begins !== 0;
}

export function clearBatch(): void {
  rows = 0;
  coded = 0;
}

/** Where the fields of the next row are to be put. */
export function nextFields(): usize {
  return fields + <usize>(rows - coded) * ((<usize>width) << 3);
}

/**
 * Takes the row whose fields were put there.
 *
 * @param number of the row in the file
 * @returns whether there are enough to be made codes of
 */
export function hold(number: u32, begin: usize, line: u32): bool {
  store<u32>(numbers + ((<usize>rows) << 2), number);
  const at = (<usize>(rows - coded)) << 2;
  store<u32>(begins + at, <u32>begin);
  store<u32>(lines + at, line);
  store<u32>(texts + at, 0);
  rows++;
  return rows - coded === group;
}

/** Codes for all rows that have none yet. What they consist of must still be at hand. */
export function code(): Row {
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

/** Whether the next rows may be more distinct texts than are allowed. */
export function isTight(): bool {
  if (text > mostText - (mostText >> 2)) return true;
  for (let c: u32 = 0; c < width; c++) if (load<u32>(columns + <usize>c * COLUMN, 8) + group > mostDistinct) return true;
  return false;
}

/** Drops texts of a column that occur in no row any more. @param kept [texts] 0 for those */
export function keep(c: u32, kept: usize): void {
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
  const step = (<usize>width) << 3;
  const first = fields + ((<usize>c) << 3);
  let field = first;
  let begin = begins;
  let hash = hashes;
  let held = helds;
  for (let r: u32 = 0; r < end; r++) {
    const at = <usize>load<u32>(begin) + load<u32>(field);
    let length = load<u32>(field, 4) - load<u32>(field);
    if (length & DOUBLED) {
      length = unquote(at, length & ~DOUBLED);
      store<u32>(field, load<u32>(field) + length, 4);
    }
    const h = hashAt(at, length);
    store<u64>(hash, h);
    store<u32>(held, firstHeld(column, h));
    field += step;
    begin += 4;
    hash += 8;
    held += 4;
  }
  field = first;
  begin = begins;
  hash = hashes;
  held = helds;
  let into = batch + ((<usize>c * (batchRows + 16) + coded) << 2);
  for (let r: u32 = 0; r < end; r++) {
    const at = <usize>load<u32>(begin) + load<u32>(field);
    const length = load<u32>(field, 4) - load<u32>(field);
    const h = load<u64>(hash);
    const was = load<u32>(held);
    if (was && isText(was, h, at, length)) {
      store<u32>(into, load<u32>(<usize>(was & ~3)));
    } else {
      let entry = find(column, h, at, length);
      if (!entry) {
        const failure = check(column, at, length, r);
        entry = failure === Row.TAKEN ? add(column, at, length) : 0;
        if (!entry) {
          why = failure === Row.TAKEN ? Row.MEMORY : failure;
          failedColumn = c;
          failedLine = lineOf(at, length, r);
          return r;
        }
      }
      store<u32>(into, load<u32>(entry));
    }
    into += 4;
    field += step;
    begin += 4;
    hash += 8;
    held += 4;
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
  return line + linesIn(<usize>load<u32>(begins + ((<usize>row) << 2)) + load<u32>(fields + <usize>row * ((<usize>width) << 3)), invalid);
}
