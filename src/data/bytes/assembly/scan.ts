import { advance, from, to } from './input';
import { unitsOf } from './utf8';

/** Finds the fields of a record, as RFC 4180 frames them; a record may come in several pieces. */

const QUOTE: u8 = 34;
const LF: u8 = 10;
const CR: u8 = 13;
/** 1 in every byte, and the top bit of every byte. */
const ONES: u64 = ((<u64>0x01010101) << 32) | 0x01010101;
const TOPS: u64 = ONES << 7;

/** What a scan ends with. */
export enum Scan {
  /** The record has ended. */
  RECORD,
  /** The bytes at hand have ended. */
  MORE,
  /** Nothing is left of the file. */
  END,
  /** Text follows a closing quote. */
  AFTER_QUOTE,
  /** A quote is not closed. */
  OPEN,
  /** A quote is not closed within the longest cell. */
  OPEN_LONG,
  LONG,
  /** More fields than a table may have columns. */
  WIDE,
}

/** Where a field stands whose record has begun. */
enum Mode {
  START,
  PLAIN,
  QUOTED,
  COMMENT,
}

/** The delimiter's bytes. */
let delimiter: usize = 0;
let delimiterBytes: u32 = 1;
let firsts: u64 = 0;
let first: u8 = 0;
/** 0 where there are no comments. */
let comment: u8 = 0;
let quotes: bool = true;
let longest: u32 = 0;
let widest: u32 = 0;
/** [kept] of each field of the record: where it begins and ends from the record's begin on; the end's top bit says that it holds doubled quotes. */
export let fields: usize = 0;
let kept: u32 = 0;

export const DOUBLED: u32 = 0x80000000;

/** Fields of the record. */
export let count: u32 = 0;
/** Whether the last field is empty, and in no quotes. */
export let lastIsEmpty: bool = false;
/** Whether the record is a comment, or a line of no table. */
export let isComment: bool = false;
/** Whether the record is a line of no table, whatever stands in it. */
let isPassed: bool = false;
/** The line at hand, from 1. */
export let line: u32 = 1;
/** Where the record began. */
export let recordLine: u32 = 1;
/** Where the record's line end begins, and where the next record does, both from its own begin on. */
export let recordEnd: u32 = 0;
export let next: u32 = 0;

/** One of `Mode`. */
let mode: i32 = 0;
/** From the record's begin on: where the field begins, and where the scan goes on. */
let fieldAt: u32 = 0;
let scanAt: u32 = 0;
let doubled: u32 = 0;
/** 1 where an LF stands before the record that belongs to the CR of the one before. */
export let bodyAt: u32 = 0;
/** The last record ended with a CR, so that an LF here belongs to it. */
export let afterCr: bool = false;

export function setForm(at: usize, bytes: u32, commentByte: u32, withQuotes: bool, mostUnits: u32, mostFields: u32, keep: u32): void {
  delimiter = at;
  delimiterBytes = bytes;
  first = load<u8>(at);
  firsts = ONES * <u64>first;
  comment = <u8>commentByte;
  quotes = withQuotes;
  longest = mostUnits;
  widest = mostFields;
  kept = keep;
}

/** The top bit of each byte that is zero, at least of the lowest one. */
function zeros(word: u64): u64 {
  return (word - ONES) & ~word & TOPS;
}

/** The line ends from a place on that is no LF: CRLF is one. */
export function linesIn(begin: usize, end: usize): u32 {
  let lines: u32 = 0;
  let at = begin;
  while (at < end) {
    if (at + 8 <= end) {
      const word = load<u64>(at);
      if (!(zeros(word ^ (ONES * <u64>LF)) | zeros(word ^ (ONES * <u64>CR)))) {
        at += 8;
        continue;
      }
    }
    const byte = load<u8>(at);
    if (byte === CR || (byte === LF && !(at > begin && load<u8>(at - 1) === CR))) lines++;
    at++;
  }
  return lines;
}

/** Whether the bytes here are the delimiter; -1: too few are at hand. */
function delimits(at: usize, last: bool): i32 {
  for (let i: u32 = 0; i < delimiterBytes; i++) {
    if (at + i >= to) return last ? 0 : -1;
    if (load<u8>(at + i) !== load<u8>(delimiter + i)) return 0;
  }
  return 1;
}

function keepField(start: u32, end: u32): void {
  if (count < kept) {
    const at = fields + ((<usize>count) << 3);
    store<u32>(at, start);
    store<u32>(at, end, 4);
  }
  count++;
}

/** Units of a field that has not ended yet, its doubled quotes counted once. */
function isTooLong(start: usize, end: usize): bool {
  if (<u32>(end - start) <= longest) return false;
  let twice: u32 = 0;
  if (mode === Mode.QUOTED) for (let p = start; p < end; p++) if (load<u8>(p) === QUOTE) twice++;
  return unitsOf(start, end) - ((twice + 1) >> 1) > longest;
}

function pause(at: usize): Scan {
  scanAt = <u32>(at - from);
  if (mode === Mode.COMMENT || mode === Mode.START) return Scan.MORE;
  const quoted = mode === Mode.QUOTED;
  if (!isTooLong(from + fieldAt + (quoted ? 1 : 0), at)) return Scan.MORE;
  return quoted ? Scan.OPEN_LONG : Scan.LONG;
}

function endRecord(at: usize): Scan {
  const byte = load<u8>(at);
  afterCr = byte === CR;
  recordEnd = <u32>(at - from);
  next = recordEnd + 1;
  line++;
  return Scan.RECORD;
}

/** Begins the next record. @param into where its fields are put, 8 bytes each. @param passes whether it is a line of no table */
export function begin(into: usize, passes: bool): void {
  isPassed = passes;
  fields = into;
  count = 0;
  isComment = false;
  lastIsEmpty = false;
  mode = Mode.START;
  fieldAt = 0;
  scanAt = 0;
  doubled = 0;
  bodyAt = 0;
  recordLine = line;
}

/** Whether the record at hand has not begun. */
export function isFresh(): bool {
  return mode === Mode.START && count === 0 && scanAt === 0;
}

/** Passes the LF of a CRLF whose CR ended the last record. */
export function takeFeed(): void {
  if (!afterCr || from === to) return;
  if (load<u8>(from) === LF) advance(from + 1);
  afterCr = false;
}

/** Says on which line the next record begins. */
export function setLine(next: u32): void {
  line = next;
}

/** Those that were found go on in another place. */
export function moveFields(into: usize): void {
  memory.copy(into, fields, (<usize>min(count, kept)) << 3);
  fields = into;
}

/**
 * Goes on to the end of the record at `from`.
 *
 * @param last whether no more bytes come
 */
export function scan(last: bool): Scan {
  let p = from + scanAt;
  const stop = to;
  while (mode !== Mode.COMMENT) {
    if (mode === Mode.START) {
      if (p >= stop) {
        scanAt = <u32>(p - from);
        if (!last) return Scan.MORE;
        if (count === 0) return Scan.END;
        lastIsEmpty = true;
        keepField(scanAt, scanAt);
        recordEnd = scanAt;
        next = scanAt;
        if (count > widest) return Scan.WIDE;
        return Scan.RECORD;
      }
      const byte = load<u8>(p);
      if (count === 0) {
        if (afterCr) {
          afterCr = false;
          if (byte === LF) {
            p++;
            bodyAt = 1;
            continue;
          }
        }
        if (isPassed || (comment && byte === comment)) {
          isComment = true;
          mode = Mode.COMMENT;
          fieldAt = <u32>(p - from);
          continue;
        }
      }
      fieldAt = <u32>(p - from);
      if (quotes && byte === QUOTE) {
        mode = Mode.QUOTED;
        doubled = 0;
        p++;
      } else {
        mode = Mode.PLAIN;
      }
    }
    if (mode === Mode.PLAIN) {
      while (true) {
        let word = load<u64>(p);
        let hits = zeros(word ^ firsts) | zeros(word ^ (ONES * <u64>LF)) | zeros(word ^ (ONES * <u64>CR));
        while (!hits) {
          p += 8;
          if (p >= stop) break;
          word = load<u64>(p);
          hits = zeros(word ^ firsts) | zeros(word ^ (ONES * <u64>LF)) | zeros(word ^ (ONES * <u64>CR));
        }
        if (hits) p += <usize>(ctz(hits) >> 3);
        if (p < stop && delimiterBytes > 1 && load<u8>(p) === first) {
          const is = delimits(p, last);
          if (is < 0) return pause(p);
          if (!is) {
            p++;
            if (p < stop) continue;
          }
        }
        break;
      }
      if (p >= stop) {
        if (!last) return pause(stop);
        p = stop;
      }
      const end = <u32>(p - from);
      lastIsEmpty = end === fieldAt;
      keepField(fieldAt, end);
      if (count > widest) return Scan.WIDE;
      if (p === stop) {
        recordEnd = end;
        next = end;
        return Scan.RECORD;
      }
      if (load<u8>(p) !== first) return endRecord(p);
      p += delimiterBytes;
      mode = Mode.START;
      continue;
    }
    if (mode === Mode.QUOTED) {
      while (p < stop) {
        const word = load<u64>(p) ^ (ONES * <u64>QUOTE);
        const hits = zeros(word);
        if (hits) {
          p += <usize>(ctz(hits) >> 3);
          break;
        }
        p += 8;
      }
      if (p >= stop) {
        if (last) return Scan.OPEN;
        return pause(stop);
      }
      if (p + 1 >= stop && !last) return pause(p);
      if (p + 1 < stop && load<u8>(p + 1) === QUOTE) {
        doubled = DOUBLED;
        p += 2;
        continue;
      }
      // The quote closes the field.
      const after = p + 1;
      const is = after < stop ? delimits(after, last) : 0;
      if (is < 0) return pause(p);
      line += linesIn(from + fieldAt, p);
      lastIsEmpty = false;
      keepField(fieldAt + 1, <u32>(p - from) | doubled);
      if (count > widest) return Scan.WIDE;
      if (is) {
        p = after + delimiterBytes;
        mode = Mode.START;
        continue;
      }
      if (after >= stop) {
        recordEnd = <u32>(after - from);
        next = recordEnd;
        return Scan.RECORD;
      }
      const byte = load<u8>(after);
      if (byte === LF || byte === CR) return endRecord(after);
      return Scan.AFTER_QUOTE;
    }
  }
  // A comment ends with its line, whatever it holds.
  while (p < stop && load<u8>(p) !== LF && load<u8>(p) !== CR) p++;
  if (p < stop) return endRecord(p);
  if (!last) return pause(stop);
  recordEnd = <u32>(stop - from);
  next = recordEnd;
  return Scan.RECORD;
}
