import { beginColumns, COLUMN, columns, setFactors } from './dictionary';
import { added, advance, from, room, to } from './input';
import { allocate } from './memory';
import { batch, batchRows, beginRows, emptyBatch, failedColumn, failedLine, numbers, Row, rows, takeRow } from './rows';
import { begin, bodyAt, count, fields, isComment, lastIsEmpty, line, next, recordEnd, recordLine, Scan, scan, setForm } from './scan';
import { isBlank } from './utf8';

/**
 * The reader of delimited text: bytes go in, and codes of cells come out, a batch of rows at a time. No text is made.
 *
 * Order of calls: `allocate` for the delimiter, `open`; then, for each piece, `room`, `added`, and `run` until it wants more.
 */

/** What `run` stops for; `src/data/bytes/reader.ts` has the same list. */
enum Stop {
  MORE,
  END,
  /** A batch is full. */
  BATCH,
  /** A record with another number of fields; it is passed over if `run` is called again. */
  RAGGED,
  /** There are as many rows as may be kept. */
  FULL,
  AFTER_QUOTE,
  OPEN,
  OPEN_LONG,
  LONG,
  WIDE,
  INVALID,
  DISTINCT,
  TEXT,
  MEMORY,
}

let width: u32 = 0;
let trailing: bool = false;
let skip: u32 = 0;
let header: bool = false;
let mostRows: u32 = 0;
/** Rows of the file, kept or not. */
let seen: u32 = 0;
let kept: u32 = 0;
/** The first empty line, 0 where there is none. */
let emptyLine: u32 = 0;
/** Whether the record at hand is whole, and waits to be taken. */
let whole: bool = false;
let seed: u32 = 0;
/** A row is kept where its hash is at most this. */
let threshold: u32 = 0xffffffff;

export { added, allocate, emptyBatch, room, setFactors };

/** @returns false where memory is used up */
export function open(
  columnCount: u32,
  delimiter: usize,
  delimiterBytes: u32,
  comment: u32,
  quotes: bool,
  skipped: u32,
  withHeader: bool,
  trails: bool,
  mostColumns: u32,
  mostUnits: u32,
  mostDistinct: u32,
  mostText: f64,
  textBesides: u32,
  rowLimit: u32,
): bool {
  width = columnCount;
  skip = skipped;
  header = withHeader;
  trailing = trails;
  mostRows = rowLimit;
  const into = allocate(columnCount << 3);
  if (!into || !beginColumns(columnCount)) return false;
  setForm(delimiter, delimiterBytes, comment, quotes, mostUnits, mostColumns, into, columnCount);
  begin();
  return beginRows(columnCount, mostUnits, mostDistinct, mostText, textBesides);
}

/** Keeps a share of the rows: those whose hash is at most `most`. */
export function sample(withSeed: u32, most: u32): void {
  seed = withSeed;
  threshold = most;
}

/** Rows that were kept so far, after some of them were dropped. */
export function setKept(rowsKept: u32): void {
  kept = rowsKept;
}

/** A number's hash, the same wherever it is computed: `hashOfRow` of `src/data/bytes/sampling.ts`. */
function hashOfRow(row: u32): u32 {
  let h = row ^ seed;
  h = (h ^ (h >> 16)) * 0x21f0aaad;
  h = (h ^ (h >> 15)) * 0x735a2d97;
  return h ^ (h >> 15);
}

/** @param last whether no more bytes come */
export function run(last: bool): Stop {
  while (true) {
    if (!whole) {
      const found = scan(last);
      if (found !== Scan.RECORD) return stopOf(found);
      whole = true;
    }
    const stop = take();
    if (stop !== Stop.MORE) return stop;
    pass();
    if (rows === batchRows) return Stop.BATCH;
  }
}

/** Leaves the record at hand behind. */
export function pass(): void {
  whole = false;
  advance(from + next);
  begin();
}

function stopOf(found: Scan): Stop {
  if (found === Scan.MORE) return Stop.MORE;
  if (found === Scan.END) return Stop.END;
  if (found === Scan.AFTER_QUOTE) return Stop.AFTER_QUOTE;
  if (found === Scan.OPEN) return Stop.OPEN;
  if (found === Scan.OPEN_LONG) return Stop.OPEN_LONG;
  return found === Scan.LONG ? Stop.LONG : Stop.WIDE;
}

/** @returns MORE where the record was taken, or passed over for good reason */
function take(): Stop {
  if (skip > 0) {
    skip--;
    return Stop.MORE;
  }
  if (isComment) return Stop.MORE;
  let fieldCount = count;
  if (fieldCount === 1 && isBlank(from + load<u32>(fields), from + (load<u32>(fields, 4) & 0x7fffffff))) {
    if (!emptyLine) emptyLine = recordLine;
    return Stop.MORE;
  }
  if (header) {
    header = false;
    return Stop.MORE;
  }
  if (trailing && lastIsEmpty && fieldCount === width + 1) fieldCount--;
  if (fieldCount !== width) return Stop.RAGGED;
  if (threshold !== 0xffffffff && hashOfRow(seen) > threshold) {
    seen++;
    return Stop.MORE;
  }
  if (kept >= mostRows) return Stop.FULL;
  const row = takeRow(seen);
  if (row === Row.TAKEN) {
    seen++;
    kept++;
    return Stop.MORE;
  }
  if (row === Row.INVALID) return Stop.INVALID;
  if (row === Row.LONG) return Stop.LONG;
  if (row === Row.DISTINCT) return Stop.DISTINCT;
  return row === Row.TEXT ? Stop.TEXT : Stop.MEMORY;
}

export function rowsSeen(): u32 {
  return seen;
}

export function firstEmptyLine(): u32 {
  return emptyLine;
}

/** The batch: codes by column, `batchStride` apart. */
export function batchAt(): usize {
  return batch;
}

export function batchStride(): u32 {
  return batchRows + 16;
}

export function batchCount(): u32 {
  return rows;
}

export function numbersAt(): usize {
  return numbers;
}

export function columnsAt(): usize {
  return columns;
}

/** Bytes between the columns' facts: texts of each at +8, their bytes at +16. */
export function columnBytes(): u32 {
  return <u32>COLUMN;
}

/** Of the record at hand: its fields, its line, and where its text stands. */
export function fieldsFound(): u32 {
  return count;
}

export function lineOfRecord(): u32 {
  return recordLine;
}

export function lineAtHand(): u32 {
  return line;
}

export function lineOfFailure(): u32 {
  return failedLine;
}

export function columnOfFailure(): u32 {
  return failedColumn;
}

/** The field that is too long, from 0: of a whole record, or the one that goes on. */
export function fieldOfFailure(): u32 {
  return whole ? failedColumn : count;
}

export function recordAt(): usize {
  return from + bodyAt;
}

export function recordBytes(): u32 {
  return recordEnd - bodyAt;
}

/** Bytes that are at hand and not read. */
export function unread(): u32 {
  return <u32>(to - from);
}
