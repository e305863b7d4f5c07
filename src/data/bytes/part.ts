import { codesFor } from '../table/growing-codes';
import type { Codes } from '../table/table';
import { columnFacts, type Kernel } from './kernel';
import type { RaggedLines, ReaderOptions } from './reader';

/** The rows of a part of a file, read by itself. */
export interface Part {
  /** Bytes of the file: where its first record begins, and where the one behind its last does. */
  start: number;
  end: number;
  rows: number;
  /** Lines that it takes, as an editor counts them, and the line feeds among its bytes. */
  lines: number;
  feeds: number;
  /** Whether it has letters beyond ASCII. */
  hasLetters: boolean;
  comments: number;
  /** From 1, of the part's own lines. */
  emptyLine?: number;
  ragged: RaggedLines;
  /** What the distinct texts count. */
  text: number;
  columns: PartColumn[];
}

export interface PartColumn {
  codes: Codes;
  /** The distinct texts, one after the other, and [distinct + 1] where each begins. */
  bytes: Uint8Array<ArrayBuffer>;
  starts: Uint32Array<ArrayBuffer>;
}

/** A word is read over the end of a text. */
const BEYOND = 16;

/** Gives a part's texts codes of the kernel's dictionary. @returns [distinct] the codes, undefined where memory is used up */
function internTexts(kernel: Kernel, column: number, { bytes, starts }: PartColumn): Uint32Array | undefined {
  const { exports, memory } = kernel;
  const count = starts.length - 1;
  const sizes = [bytes.length + BEYOND, starts.byteLength, 4 * count + 4] as const;
  const [bytesAt, startsAt, codesAt] = sizes.map((size) => exports.allocate(size) >>> 0) as [number, number, number];
  if (!bytesAt || !startsAt || !codesAt) return undefined;
  new Uint8Array(memory.buffer).set(bytes, bytesAt);
  new Uint32Array(memory.buffer, startsAt).set(starts);
  const taken = exports.intern(column, bytesAt, startsAt, count, codesAt);
  const codes = new Uint32Array(memory.buffer, codesAt, count).slice();
  for (const [i, at] of [bytesAt, startsAt, codesAt].entries()) exports.release(at, sizes[i] as number);
  return taken ? codes : undefined;
}

/**
 * Adds a part's texts to the kernel's dictionaries.
 *
 * @returns its rows' codes in them, by column; undefined where memory is used up
 */
export function codesOfPart(kernel: Kernel, part: Part): Codes[] | undefined {
  const all: Codes[] = [];
  for (const [c, column] of part.columns.entries()) {
    const newCode = internTexts(kernel, c, column);
    if (!newCode) return undefined;
    const codes = codesFor(columnFacts(kernel, c).distinct, part.rows);
    for (let row = 0; row < codes.length; row++) codes[row] = newCode[column.codes[row] as number] as number;
    all.push(codes);
  }
  return all;
}

/** Whether a part may be added to what was read, with room to spare: near the limits each row is looked at. */
export function hasRoomFor(kernel: Kernel, { limits, layout }: ReaderOptions, rows: number, part: Part): boolean {
  const most = 0.75;
  if ((rows + part.rows) * layout.names.length > most * limits.cells) return false;
  if (kernel.exports.textCounted() + part.text > most * limits.text) return false;
  return part.columns.every(({ starts }, c) => columnFacts(kernel, c).distinct + starts.length <= most * limits.distinct);
}
