import { countRow, countRows, hasRoom, isChosen, isFull, limitRows, sample, sampling, seen, setFull, setKept } from './chosen';
import { beginColumns, COLUMN, columns, setFactors } from './dictionary';
import { examine, feeds } from './examine';
import { added, advance, from, room, to } from './input';
import { setPlainForm, takeLines } from './lines';
import { allocate, release } from './memory';
import {
  batch,
  batchRows,
  beginRows,
  clearBatch,
  code,
  failedColumn,
  failedLine,
  hold,
  intern,
  isGathered,
  isTight,
  keep,
  nextFields,
  numbers,
  pack,
  Row,
  rows,
  textCounted,
} from './rows';
import {
  afterCr,
  begin,
  bodyAt,
  count,
  fields,
  isComment,
  isFresh,
  lastIsEmpty,
  line,
  moveFields,
  next,
  recordEnd,
  recordLine,
  Scan,
  scan,
  setForm,
  setLine,
  takeFeed,
} from './scan';
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
  /** A record has ended, as `toSeam` asked for. */
  SEAM,
}

let width: u32 = 0;
let trailing: bool = false;
let skip: u32 = 0;
let header: bool = false;
/** The first empty line, 0 where there is none. */
let emptyLine: u32 = 0;
/** Comments so far. */
let comments: u32 = 0;
/** Whether the record at hand is whole, and waits to be taken. */
let whole: bool = false;
/** Whether rows enough are gathered. */
let isEnough: bool = false;
/** Whether to stop where the next record begins. */
let seam: bool = false;
/** Where the reading stopped: line, and field from 0. */
let failedAt: u32 = 0;
let failedField: u32 = 0;

export { added, allocate, examine, intern, keep, pack, release, room, sample, setFactors, setKept, textCounted };

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
  limitRows(rowLimit);
  if (!beginColumns(columnCount) || !beginRows(columnCount, mostUnits, mostDistinct, mostText, textBesides)) return false;
  setForm(delimiter, delimiterBytes, comment, quotes, mostUnits, mostColumns, columnCount);
  setPlainForm(delimiter, delimiterBytes, comment, quotes, columnCount, trails);
  begin(nextFields(), skip > 0);
  return true;
}

/** Whether `run` stops where the next record begins, rather than to read on. */
export function toSeam(stops: bool): void {
  seam = stops;
}

/** The next rows were read elsewhere. @param lines that they and what stood between them take */
export function passRows(passed: u32, lines: u32): void {
  countRows(passed);
  setLine(line + lines);
  begin(nextFields(), false);
}

/** The line at hand, from 1. */
export function lineAtHand(): u32 {
  return line;
}

/** @param last whether no more bytes come */
export function run(last: bool): Stop {
  while (true) {
    if (!whole) {
      if (seam && isFresh()) {
        takeFeed();
        if (!afterCr) return stopped(Stop.SEAM);
      } else if (!skip && !header && !isFull && isFresh()) {
        takeLines();
        if (isGathered()) {
          const stop = stopped(Stop.MORE);
          if (stop !== Stop.MORE) return stop;
          if (rows === batchRows) return Stop.BATCH;
          continue;
        }
      }
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
  if (sampling && isTight()) setFull();
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
  const chosen = isChosen(fields, from);
  if (chosen) {
    if (!hasRoom()) {
      setFull();
      return false;
    }
    hold(fields, seen, from, recordLine);
    isEnough = isGathered();
  }
  countRow(chosen);
  return true;
}

export function rowsSeen(): u32 {
  return seen;
}

export function commentsPassed(): u32 {
  return comments;
}

/** Line feeds of the pieces that were examined. */
export function feedsSeen(): f64 {
  return feeds;
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
