import { countRow, hasRoom, isChosen, seen } from './chosen';
import { advance, from, to } from './input';
import { hold, isGathered, nextFields, slotsEnd } from './rows';
import { afterCr, begin, DOUBLED, line, setLine, takeFeed } from './scan';
import { isBlank } from './utf8';

/**
 * Takes rows that lie whole among the bytes at hand, 64 bytes at a time: bit i of a mask is of byte i, as in simdjson (Langdale and
 * Lemire, 2019). It stops before whatever is not plain: another number of fields, a comment, a quote within a field, a lone CR. `scan`
 * takes that record, byte by byte, and says what is wrong with it.
 */

const QUOTE: u8 = 34;
const LF: u8 = 10;
const CR: u8 = 13;
/** Bytes that are looked at together. */
const BLOCK: u32 = 64;
/** A field's slot: where it begins and where it ends, from the rows' begin on. */
const SLOT: usize = 8;
/** Slots are written by eights, over the end of what is found. */
const OVER: usize = (<usize>BLOCK + 8) * SLOT;
const BOTH: u64 = 0x100000001;

let isPlainForm: bool = false;
let first: u8 = 0;
let second: u8 = 0;
let isPair: bool = false;
let comment: u8 = 0;
let quotes: bool = true;
let width: u32 = 0;
let trailing: bool = false;

export function setPlainForm(delimiter: usize, delimiterBytes: u32, commentByte: u32, withQuotes: bool, columns: u32, trails: bool): void {
  first = load<u8>(delimiter);
  second = load<u8>(delimiter, 1);
  isPair = delimiterBytes === 2;
  comment = <u8>commentByte;
  quotes = withQuotes;
  width = columns;
  trailing = trails;
  isPlainForm = delimiterBytes <= 2 && !isFrame(first) && !(isPair && isFrame(second));
}

/** Such a delimiter would be taken for something else. */
function isFrame(byte: u8): bool {
  return byte === QUOTE || byte === LF || byte === CR;
}

// @ts-expect-error: a decorator of a function is AssemblyScript's.
@inline
function mask(a: v128, b: v128, c: v128, d: v128, byte: v128): u64 {
  const low = <u64>(<u32>i8x16.bitmask(i8x16.eq(a, byte)) | (<u32>i8x16.bitmask(i8x16.eq(b, byte)) << 16));
  return low | (<u64>(<u32>i8x16.bitmask(i8x16.eq(c, byte)) | (<u32>i8x16.bitmask(i8x16.eq(d, byte)) << 16)) << 32);
}

/** Each bit is whether those up to it, itself included, are odd in number. */
function parity(bits: u64): u64 {
  let odd = bits ^ (bits << 1);
  odd ^= odd << 2;
  odd ^= odd << 4;
  odd ^= odd << 8;
  odd ^= odd << 16;
  return odd ^ (odd << 32);
}

/** How many of the bits lie below this one. */
// @ts-expect-error: a decorator of a function is AssemblyScript's.
@inline
function below(bits: u64, bit: u64): usize {
  return <usize>popcnt(bits & (bit - 1));
}

/** Takes rows, at the begin of a record, until enough are gathered or something else comes. */
export function takeLines(): void {
  if (!isPlainForm) return;
  takeFeed();
  if (afterCr) return;
  const base = from;
  /** Of the row at hand: its first slot, where it begins, and its line. */
  let row = nextFields();
  let rowAt: u32 = 0;
  let rowLine = line;
  /** Line ends within its quotes, in the blocks before. */
  let inner: u32 = 0;
  /** The slot of the field at hand, which has begun. */
  let slot = row;
  store<u32>(slot, 0);
  /** All ones within quotes. */
  let inside: u64 = 0;
  /** Of the byte before a block, and for a pair the one before it: whether a field may begin behind it, and whether it closes a quote. */
  let mayBegin: u64 = 1;
  let hasClosed: u64 = 0;
  let isDoubled = false;
  const firsts = i8x16.splat(first);
  const seconds = i8x16.splat(second);
  const feeds = i8x16.splat(LF);
  const quoteMarks = i8x16.splat(quotes ? QUOTE : LF);
  const returns = i8x16.splat(CR);
  const delimiterBytes: u64 = isPair ? 2 : 1;
  const most = (<usize>width + 2) * SLOT;

  for (let at = base; at < to; at += BLOCK) {
    if (slot + OVER > slotsEnd || slot - row > most) break;
    const left = <u32>(to - at);
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    // Bytes behind the last one count as nothing, and so does what they would end or begin.
    const there: u64 = left < BLOCK ? ((<u64>1) << left) - 1 : -1;
    const nextByte: u8 = left > BLOCK ? load<u8>(at, 64) : 0;
    const nextDelimits = nextByte === first && (!isPair || (left > BLOCK + 1 && load<u8>(at, 65) === second));

    let delimiters = mask(a, b, c, d, firsts) & there;
    let ends = mask(a, b, c, d, feeds) & there;
    if (isPair) {
      delimiters &= (mask(a, b, c, d, seconds) >> 1) | (u64(nextByte === second) << 63);
    }
    let bad: u64 = 0;
    // Of a pair such as "::" the next one begins behind it.
    if (isPair) bad = delimiters & ((delimiters << 1) | (mayBegin >> 1));
    const isReturn = v128.or(v128.or(i8x16.eq(a, returns), i8x16.eq(b, returns)), v128.or(i8x16.eq(c, returns), i8x16.eq(d, returns)));
    let returned: u64 = 0;
    if (v128.any_true(isReturn)) {
      returned = mask(a, b, c, d, returns) & there;
      bad |= returned & ~((ends >> 1) | (u64(nextByte === LF) << 63));
    }

    let opened: u64 = 0;
    let closed: u64 = 0;
    let begun: u64 = 0;
    let within: u64 = 0;
    const marks = quotes ? mask(a, b, c, d, quoteMarks) & there : 0;
    if (marks | inside) {
      const quoted = parity(marks) ^ inside;
      inside = <u64>(<i64>quoted >> 63);
      const followed = ((delimiters | ends | returned | marks) >> 1) | (u64(nextDelimits || nextByte === LF || nextByte === CR || nextByte === QUOTE) << 63);
      opened = marks & quoted;
      closed = marks & ~quoted;
      within = ends & quoted;
      delimiters &= ~quoted;
      ends &= ~quoted;
      begun = (delimiters << delimiterBytes) | (ends << 1) | mayBegin;
      bad |= opened & ~(begun | (closed << 1) | hasClosed);
      bad |= closed & ~followed;
    }
    mayBegin = ends >> 63;
    mayBegin |= isPair ? delimiters >> 62 : delimiters >> 63;

    // What is found behind something bad means nothing.
    const good = bad ? (bad & -bad) - 1 : <u64>-1;
    delimiters &= good;
    ends &= good;
    const splits = delimiters | ends;
    const count = <usize>popcnt(splits);
    const begin0 = slot;
    const off = <u64>(at - base) * BOTH + (delimiterBytes << 32);
    let rest = splits;
    for (let end = slot + count * SLOT; slot < end; slot += 8 * SLOT) {
      store<u64>(slot, off + ctz(rest) * BOTH, 4);
      rest &= rest - 1;
      store<u64>(slot, off + ctz(rest) * BOTH, 12);
      rest &= rest - 1;
      store<u64>(slot, off + ctz(rest) * BOTH, 20);
      rest &= rest - 1;
      store<u64>(slot, off + ctz(rest) * BOTH, 28);
      rest &= rest - 1;
      store<u64>(slot, off + ctz(rest) * BOTH, 36);
      rest &= rest - 1;
      store<u64>(slot, off + ctz(rest) * BOTH, 44);
      rest &= rest - 1;
      store<u64>(slot, off + ctz(rest) * BOTH, 52);
      rest &= rest - 1;
      store<u64>(slot, off + ctz(rest) * BOTH, 60);
      rest &= rest - 1;
    }
    slot = begin0 + count * SLOT;

    // What follows a line end begins one byte behind it.
    if (isPair) for (let bits = ends; bits; bits &= bits - 1) store<u32>(begin0 + (below(splits, bits & -bits) + 1) * SLOT, <u32>(at - base) + <u32>ctz(bits) + 1);
    if (opened | closed | hasClosed | u64(isDoubled)) {
      if (isDoubled && count) {
        store<u32>(begin0, load<u32>(begin0, 4) | DOUBLED, 4);
        isDoubled = false;
      }
      // A field's frame is no part of it.
      for (let bits = opened & begun & good; bits; bits &= bits - 1) {
        const field = begin0 + below(splits, bits & -bits) * SLOT;
        store<u32>(field, load<u32>(field) + 1);
      }
      for (let bits = splits & ((closed << 1) | hasClosed); bits; bits &= bits - 1) {
        const field = begin0 + below(splits, bits & -bits) * SLOT;
        store<u32>(field, load<u32>(field, 4) - 1, 4);
      }
      for (let bits = opened & ~begun & good; bits; bits &= bits - 1) {
        const field = below(splits, bits & -bits);
        if (field === count) isDoubled = true;
        else store<u32>(begin0 + field * SLOT, load<u32>(begin0 + field * SLOT, 4) | DOUBLED, 4);
      }
    }
    hasClosed = closed >> 63;

    let passed: u32 = 0;
    for (let bits = ends; bits; bits &= bits - 1) {
      const bit = bits & -bits;
      const field = begin0 + below(splits, bit) * SLOT;
      const place = <u32>(at - base) + <u32>ctz(bit);
      let end = load<u32>(field, 4);
      const start = load<u32>(field);
      const isFramed = quotes && start > rowAt && load<u8>(base + start - 1) === QUOTE;
      if (place > rowAt && load<u8>(base + place - 1) === CR) {
        end -= 1 + u32(isFramed);
        store<u32>(field, end, 4);
      }
      let fields = <u32>((field - row) / SLOT) + 1;
      if (comment && load<u8>(base + rowAt) === comment) return stop(rowAt, rowLine);
      if (fields === 1 && isBlank(base + start, base + (end & ~DOUBLED))) return stop(rowAt, rowLine);
      if (trailing && fields === width + 1 && start === end && !isFramed) fields--;
      if (fields !== width) return stop(rowAt, rowLine);
      const chosen = isChosen();
      if (chosen) {
        if (!hasRoom()) return stop(rowAt, rowLine);
        hold(row, seen, base, rowLine);
      }
      countRow(chosen);
      row = field + SLOT;
      rowAt = place + 1;
      const lines = <u32>below(within, bit);
      rowLine += 1 + inner + lines - passed;
      inner = 0;
      passed = lines;
      if (isGathered()) return stop(rowAt, rowLine);
    }
    if (bad) break;
    inner += <u32>popcnt(within) - passed;
    // Rows that were dropped leave their slots to the next ones.
    const free = nextFields();
    if (row !== free) {
      memory.copy(free, row, slot + SLOT - row);
      slot -= row - free;
      row = free;
    }
  }
  stop(rowAt, rowLine);
}

/** Leaves all rows behind that were taken. */
function stop(rowAt: u32, rowLine: u32): void {
  advance(from + rowAt);
  setLine(rowLine);
  begin(nextFields(), false);
}
