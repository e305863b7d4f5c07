import { beginColumns, COLUMN, columns, setFactors } from './dictionary';
import { added, advance, from, room, to } from './input';
import { allocate, release } from './memory';
import { batch, batchRows, beginRows, clearBatch, code, failedColumn, failedLine, hold, isTight, keep, nextFields, numbers, pack, Row, rows } from './rows';
import { begin, bodyAt, count, DOUBLED, fields, isComment, lastIsEmpty, line, moveFields, next, recordEnd, recordLine, Scan, scan, setForm } from './scan';
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
/** Comments so far. */
let comments: u32 = 0;
/** Whether the record at hand is whole, and waits to be taken. */
let whole: bool = false;
/** Whether rows enough are gathered. */
let isEnough: bool = false;
/** Whether the row at hand is one too many. */
let isFull: bool = false;
/** Where the reading stopped: line, and field from 0. */
let failedAt: u32 = 0;
let failedField: u32 = 0;
/** Whether rows are dropped where there are too many, rather than the file refused. */
let sampling: bool = false;
let seed: u32 = 0;
/** A row is kept where its hash is at most this. */
let threshold: u32 = 0xffffffff;
/** The column whose rows are kept or dropped together; none: -1. */
let together: i32 = -1;

export { added, allocate, keep, pack, release, room, setFactors };

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
  if (!beginColumns(columnCount) || !beginRows(columnCount, mostUnits, mostDistinct, mostText, textBesides)) return false;
  setForm(delimiter, delimiterBytes, comment, quotes, mostUnits, mostColumns, columnCount);
  begin(nextFields(), skip > 0);
  return true;
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

/** A number's hash, the same wherever it is computed: `hashOfRow` of `src/data/table/row-hash.ts`. */
function hashOfRow(row: u32): u32 {
  let h = row ^ seed;
  h = (h ^ (h >> 16)) * 0x21f0aaad;
  h = (h ^ (h >> 15)) * 0x735a2d97;
  return h ^ (h >> 15);
}

/** The hash of the row at hand: `hashToKeepBy` of `src/data/table/row-hash.ts`. */
function hashToKeepBy(): u32 {
  if (together < 0) return hashOfRow(seen);
  const field = fields + ((<usize>together) << 3);
  let at = from + load<u32>(field);
  const ends = load<u32>(field, 4);
  const end = from + (ends & ~DOUBLED);
  if (at === end) return hashOfRow(seen);
  let h: u32 = 0x811c9dc5;
  for (; at < end; at++) {
    const byte = load<u8>(at);
    h = (h ^ byte) * 0x01000193;
    if (ends & DOUBLED && byte === 34) at++;
  }
  return hashOfRow(h);
}

/** @param last whether no more bytes come */
export function run(last: bool): Stop {
  while (true) {
    if (!whole) {
      const found = scan(last);
      if (found !== Scan.RECORD) return stopped(stopOf(found));
      whole = true;
    }
    if (!take()) return stopped(isFull ? Stop.FULL : Stop.RAGGED);
    if (isEnough) {
      isEnough = false;
      const stop = stopped(Stop.MORE);
      if (stop !== Stop.MORE) return stop;
    }
    pass();
    if (rows === batchRows) return stopped(Stop.BATCH);
  }
}

/** The batch was taken: its room is free. */
export function emptyBatch(): void {
  clearBatch();
  moveFields(nextFields());
}

/** Leaves the record at hand behind. */
export function pass(): void {
  whole = false;
  advance(from + next);
  begin(nextFields(), skip > 0);
}

/** All rows become codes before the bytes move. What is wrong with one of them comes first: it stands before what was met now. */
function stopped(stop: Stop): Stop {
  failedAt = recordLine;
  if (stop === Stop.AFTER_QUOTE || stop === Stop.OPEN || stop === Stop.OPEN_LONG) failedAt = line;
  failedField = count;
  const row = code();
  if (sampling && isTight()) isFull = true;
  if (row === Row.TAKEN) {
    // The record at hand is the first of the next rows.
    moveFields(nextFields());
    return stop;
  }
  failedAt = failedLine;
  failedField = failedColumn;
  if (row === Row.INVALID) return Stop.INVALID;
  if (row === Row.LONG) return Stop.LONG;
  if (row === Row.DISTINCT) return Stop.DISTINCT;
  return row === Row.TEXT ? Stop.TEXT : Stop.MEMORY;
}

function stopOf(found: Scan): Stop {
  if (found === Scan.MORE) return Stop.MORE;
  if (found === Scan.END) return Stop.END;
  if (found === Scan.AFTER_QUOTE) return Stop.AFTER_QUOTE;
  if (found === Scan.OPEN) return Stop.OPEN;
  if (found === Scan.OPEN_LONG) return Stop.OPEN_LONG;
  return found === Scan.LONG ? Stop.LONG : Stop.WIDE;
}

/** Takes the record at hand, or passes it over for good reason. @returns false where it has another number of fields, or is one too many */
function take(): bool {
  if (skip > 0) {
    skip--;
    return true;
  }
  if (isComment) {
    comments++;
    return true;
  }
  let fieldCount = count;
  if (fieldCount === 1 && isBlank(from + load<u32>(fields), from + (load<u32>(fields, 4) & 0x7fffffff))) {
    if (!emptyLine) emptyLine = recordLine;
    return true;
  }
  if (header) {
    header = false;
    return true;
  }
  if (trailing && lastIsEmpty && fieldCount === width + 1) fieldCount--;
  if (fieldCount !== width) return false;
  if (threshold === 0xffffffff || hashToKeepBy() <= threshold) {
    if (isFull || kept >= mostRows) {
      isFull = true;
      return false;
    }
    isEnough = hold(seen, from, recordLine);
    kept++;
  }
  seen++;
  return true;
}

export function rowsSeen(): u32 {
  return seen;
}

export function commentsPassed(): u32 {
  return comments;
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

/** Fields of the record at hand. */
export function fieldsFound(): u32 {
  return count;
}

/** The line of what the reading stopped for. */
export function lineOfStop(): u32 {
  return failedAt;
}

/** Its field, from 0; of a whole row, its column. */
export function fieldOfStop(): u32 {
  return failedField;
}

/** The text of the record at hand. */
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
