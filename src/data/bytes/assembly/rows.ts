import { add, COLUMN, columns, find } from './dictionary';
import { from } from './input';
import { allocate } from './memory';
import { DOUBLED, fields, lineOf } from './scan';
import { firstInvalid, unitsOf } from './utf8';

/** Makes the fields of records into codes, kept by column until JavaScript takes them. */

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

/** [width, batchRows + 16] codes: columns do not all fall on the same lines of the cache. */
export let batch: usize = 0;
export let batchRows: u32 = 0;
/** [batchRows] number in the file of each row. */
export let numbers: usize = 0;
export let rows: u32 = 0;
let width: u32 = 0;
let mostUnits: u32 = 0;
let mostDistinct: u32 = 0;
let mostText: u64 = 0;
/** What all distinct texts count, each with what it takes besides its letters. */
let text: u64 = 0;
let textBesides: u32 = 0;
/** Where a row failed: its column, and the line. */
export let failedColumn: u32 = 0;
export let failedLine: u32 = 0;

const MOST_BATCH: u32 = 8192;
const BATCH_CELLS: u32 = 65536;

/** @returns false where memory is used up */
export function beginRows(columnCount: u32, units: u32, distinct: u32, textLimit: f64, besides: u32): bool {
  width = columnCount;
  mostUnits = units;
  mostDistinct = distinct;
  mostText = <u64>textLimit;
  textBesides = besides;
  batchRows = max<u32>(16, min<u32>(MOST_BATCH, BATCH_CELLS / columnCount));
  batch = allocate(columnCount * (batchRows + 16) * 4);
  numbers = allocate(batchRows << 2);
  return batch !== 0 && numbers !== 0;
}

export function emptyBatch(): void {
  rows = 0;
}

/** Doubled quotes become one, in place. @returns the new length */
function unquote(at: usize, length: u32): u32 {
  let to = at;
  const end = at + length;
  for (let p = at; p < end; p++) {
    const byte = load<u8>(p);
    store<u8>(to, byte);
    to++;
    if (byte === 34) p++;
  }
  return <u32>(to - at);
}

/** @param number of the row in the file */
export function takeRow(number: u32): Row {
  let column = columns;
  let into = batch + ((<usize>rows) << 2);
  const step = (<usize>(batchRows + 16)) << 2;
  let field = fields;
  const end = fields + ((<usize>width) << 3);
  while (field < end) {
    const start = load<u32>(field);
    const stop = load<u32>(field, 4);
    let length = (stop & ~DOUBLED) - start;
    const at = from + start;
    if (stop & DOUBLED) length = unquote(at, length);
    let entry = find(column, at, length);
    if (!entry) {
      const why = insert(column, at, length);
      if (why !== Row.TAKEN) {
        failedColumn = <u32>((field - fields) >> 3);
        return why;
      }
      entry = made;
    }
    store<u32>(into, load<u32>(entry));
    into += step;
    column += COLUMN;
    field += 8;
  }
  store<u32>(numbers + ((<usize>rows) << 2), number);
  rows++;
  return Row.TAKEN;
}

let made: usize = 0;

function insert(column: usize, at: usize, length: u32): Row {
  const invalid = firstInvalid(at, at + length);
  if (invalid < at + length) {
    failedLine = lineOf(invalid);
    return Row.INVALID;
  }
  if (length > mostUnits && unitsOf(at, at + length) > mostUnits) return Row.LONG;
  if (load<u32>(column, 8) >= mostDistinct) return Row.DISTINCT;
  text += (length < 8 ? length : unitsOf(at, at + length)) + textBesides;
  if (text > mostText) return Row.TEXT;
  made = add(column, at, length);
  return made ? Row.TAKEN : Row.MEMORY;
}
