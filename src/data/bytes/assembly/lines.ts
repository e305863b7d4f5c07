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
/** Adds to both halves of a word. */
const BOTH: u64 = 0x100000001;

/** Whether the form of the text is one that is known here. */
let isPlainForm: bool = false;
let first: u8 = 0;
/** Of a delimiter of two bytes. */
let second: u8 = 0;
let isPair: bool = false;
let comment: u8 = 0;
let quotes: bool = true;
let width: u32 = 0;
let trailing: bool = false;

/** Where the rows begin. */
let base: usize = 0;
/** Of the row at hand: its first slot, where it begins, and its line. */
let row: usize = 0;
let rowAt: u32 = 0;
let rowLine: u32 = 0;
/** Line ends within its quotes, in the blocks before. */
let inner: u32 = 0;
/** The slot of the field at hand, which has begun. */
let slot: usize = 0;

/** All ones within quotes. */
let inside: u64 = 0;
/** At the bottom, of what ended before the block: whether a field may begin here, and whether a quote was closed just before. */
let mayBegin: u64 = 0;
let hasClosed: u64 = 0;
/** Whether the field at hand holds doubled quotes. */
let isDoubled: bool = false;

/** Of a block: delimiters and line ends outside quotes, line ends within, quotes that open and close, and where fields may begin. */
let delimiters: u64 = 0;
let ends: u64 = 0;
let within: u64 = 0;
let opened: u64 = 0;
let closed: u64 = 0;
let begun: u64 = 0;

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

/** Each bit is whether those up to it, itself included, are odd in number. */
function parity(bits: u64): u64 {
  let odd = bits ^ (bits << 1);
  odd ^= odd << 2;
  odd ^= odd << 4;
  odd ^= odd << 8;
  odd ^= odd << 16;
  return odd ^ (odd << 32);
}

/** Takes rows, at the begin of a record, until enough are gathered or something else comes. */
export function takeLines(): void {
  if (!isPlainForm) return;
  takeFeed();
  if (afterCr) return;
  base = from;
  row = nextFields();
  rowAt = 0;
  rowLine = line;
  inner = 0;
  slot = row;
  store<u32>(slot, 0);
  inside = 0;
  mayBegin = 1;
  hasClosed = 0;
  isDoubled = false;
  const widest = (<usize>width + 2) * SLOT;
  for (let at = base; at < to && slot + OVER <= slotsEnd && slot - row <= widest; at += BLOCK) {
    if (!takeBlock(at)) break;
    // Rows that were dropped leave their slots to the next ones.
    const free = nextFields();
    if (row === free) continue;
    memory.copy(free, row, slot + SLOT - row);
    slot -= row - free;
    row = free;
  }
  advance(base + rowAt);
  setLine(rowLine);
  begin(nextFields(), false);
}

/** @returns whether the next block may be taken, too */
function takeBlock(at: usize): bool {
  const bad = look(at);
  // What is found behind something bad means nothing.
  const good = bad ? (bad & -bad) - 1 : <u64>-1;
  delimiters &= good;
  ends &= good;
  const splits = delimiters | ends;
  const begins = slot;
  putSlots(<u32>(at - base), splits);
  if (isPair) putBegins(<u32>(at - base), splits, begins);
  if (opened | closed | hasClosed | u64(isDoubled)) unframe(splits, begins, good);
  hasClosed = closed >> 63;
  return takeRows(<u32>(at - base), splits, begins) && !bad;
}

/** Finds what a block holds. @returns bytes that are not plain */
function look(at: usize): u64 {
  const firsts = i8x16.splat(first);
  const seconds = i8x16.splat(second);
  const feeds = i8x16.splat(LF);
  const returns = i8x16.splat(CR);
  const quoteMarks = i8x16.splat(QUOTE);
  let splits: u64 = 0;
  let pairs: u64 = 0;
  let fed: u64 = 0;
  let returned: u64 = 0;
  let marks: u64 = 0;
  for (let i: u64 = 0; i < 64; i += 16) {
    const bytes = v128.load(at + <usize>i);
    splits |= (<u64>i8x16.bitmask(i8x16.eq(bytes, firsts))) << i;
    fed |= (<u64>i8x16.bitmask(i8x16.eq(bytes, feeds))) << i;
    returned |= (<u64>i8x16.bitmask(i8x16.eq(bytes, returns))) << i;
    marks |= (<u64>i8x16.bitmask(i8x16.eq(bytes, quoteMarks))) << i;
    if (isPair) pairs |= (<u64>i8x16.bitmask(i8x16.eq(bytes, seconds))) << i;
  }
  const left = <u32>(to - at);
  // Bytes behind the last one count as nothing.
  const there: u64 = left < BLOCK ? ((<u64>1) << left) - 1 : -1;
  const next: u8 = left > BLOCK ? load<u8>(at, 64) : 0;
  let bad: u64 = 0;
  if (isPair) {
    splits &= (pairs >> 1) | (u64(next === second) << 63);
    // Of three colons the first two are "::".
    bad = splits & ((splits << 1) | (mayBegin >> 1)) & there;
  }
  delimiters = splits & there;
  ends = fed & there;
  returned &= there;
  bad |= returned & ~((ends >> 1) | (u64(next === LF) << 63));
  within = 0;
  opened = 0;
  closed = 0;
  marks = quotes ? marks & there : 0;
  const delimiterBytes: u64 = isPair ? 2 : 1;
  if (marks | inside) {
    const isSplit = next === first && (!isPair || (left > BLOCK + 1 && load<u8>(at, 65) === second));
    const followed = ((delimiters | ends | returned | marks) >> 1) | (u64(isSplit || isFrame(next)) << 63);
    const quoted = parity(marks) ^ inside;
    inside = <u64>(<i64>quoted >> 63);
    opened = marks & quoted;
    closed = marks & ~quoted;
    within = ends & quoted;
    delimiters &= ~quoted;
    ends &= ~quoted;
    begun = (delimiters << delimiterBytes) | (ends << 1) | mayBegin;
    // A quote opens where a field begins or another one was closed, which makes both one letter; it closes where a field ends.
    bad |= (opened & ~(begun | (closed << 1) | hasClosed)) | (closed & ~followed);
  }
  mayBegin = (ends >> 63) | (delimiters >> (64 - delimiterBytes));
  return bad;
}

/** Writes where fields end, and where the next ones begin. @param off of the block */
function putSlots(off: u32, splits: u64): void {
  const both = <u64>off * BOTH + ((<u64>(isPair ? 2 : 1)) << 32);
  const end = slot + <usize>popcnt(splits) * SLOT;
  let rest = splits;
  for (let p = slot; p < end; p += 8 * SLOT) {
    store<u64>(p, both + ctz(rest) * BOTH, 4);
    rest &= rest - 1;
    store<u64>(p, both + ctz(rest) * BOTH, 12);
    rest &= rest - 1;
    store<u64>(p, both + ctz(rest) * BOTH, 20);
    rest &= rest - 1;
    store<u64>(p, both + ctz(rest) * BOTH, 28);
    rest &= rest - 1;
    store<u64>(p, both + ctz(rest) * BOTH, 36);
    rest &= rest - 1;
    store<u64>(p, both + ctz(rest) * BOTH, 44);
    rest &= rest - 1;
    store<u64>(p, both + ctz(rest) * BOTH, 52);
    rest &= rest - 1;
    store<u64>(p, both + ctz(rest) * BOTH, 60);
    rest &= rest - 1;
  }
  slot = end;
}

/** The slot of the field that a split ends. @param begins slot of the first one */
function slotOf(splits: u64, bits: u64, begins: usize): usize {
  return begins + <usize>popcnt(splits & ((bits & -bits) - 1)) * SLOT;
}

/** What follows a line end begins one byte behind it, whatever the delimiter. */
function putBegins(off: u32, splits: u64, begins: usize): void {
  for (let bits = ends; bits; bits &= bits - 1) store<u32>(slotOf(splits, bits, begins) + SLOT, off + <u32>ctz(bits) + 1);
}

/** Takes the quotes that frame a field off it. */
function unframe(splits: u64, begins: usize, good: u64): void {
  if (isDoubled && splits) {
    store<u32>(begins, load<u32>(begins, 4) | DOUBLED, 4);
    isDoubled = false;
  }
  for (let bits = opened & begun & good; bits; bits &= bits - 1) {
    const field = slotOf(splits, bits, begins);
    store<u32>(field, load<u32>(field) + 1);
  }
  for (let bits = splits & ((closed << 1) | hasClosed); bits; bits &= bits - 1) {
    const field = slotOf(splits, bits, begins);
    store<u32>(field, load<u32>(field, 4) - 1, 4);
  }
  for (let bits = opened & ~begun & good; bits; bits &= bits - 1) {
    const field = slotOf(splits, bits, begins);
    if (field === slot) isDoubled = true;
    else store<u32>(field, load<u32>(field, 4) | DOUBLED, 4);
  }
}

/** Takes the rows that end in a block. @returns whether more may be taken */
function takeRows(off: u32, splits: u64, begins: usize): bool {
  let passed: u32 = 0;
  for (let bits = ends; bits; bits &= bits - 1) {
    const last = slotOf(splits, bits, begins);
    const place = off + <u32>ctz(bits);
    if (!isPlainRow(last, place)) return false;
    const chosen = isChosen(row, base);
    if (chosen) {
      if (!hasRoom()) return false;
      hold(row, seen, base, rowLine);
    }
    countRow(chosen);
    const lines = <u32>popcnt(within & ((bits & -bits) - 1));
    rowLine += 1 + inner + lines - passed;
    inner = 0;
    passed = lines;
    row = last + SLOT;
    rowAt = place + 1;
    if (isGathered()) return false;
  }
  inner += <u32>popcnt(within) - passed;
  return true;
}

/** Whether the row at hand is one that is kept as it stands. @param last slot of its last field. @param place of its line end */
function isPlainRow(last: usize, place: u32): bool {
  const start = load<u32>(last);
  const isFramed = quotes && start > rowAt && load<u8>(base + start - 1) === QUOTE;
  // Before a CR the closing quote is still there.
  if (place > rowAt && load<u8>(base + place - 1) === CR) store<u32>(last, load<u32>(last, 4) - 1 - u32(isFramed), 4);
  if (comment && load<u8>(base + rowAt) === comment) return false;
  const fields = <u32>((last - row) / SLOT) + 1;
  const end = load<u32>(last, 4) & ~DOUBLED;
  if (fields === 1 && isBlank(base + start, base + end)) return false;
  return fields === width || (trailing && fields === width + 1 && start === end && !isFramed);
}
