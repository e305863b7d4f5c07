import type { Sampled } from '../../protocol/sampled';
import type { Layout } from '../formats/delimited/layout';
import type { Limits } from '../limits';
import { TEXT_BESIDES } from '../limits';
import { refuseZeros } from '../source/binary-file';
import { StrictDecoder } from '../source/strict-decoder';
import { GrowingCodes } from '../table/growing-codes';
import { Held } from '../table/held';
import type { SampleOptions } from '../table/row-sample';
import type { Codes, Column } from '../table/table';
import { noSampleColumn } from '../table/too-much';
import { textsOf } from './column-texts';
import { type Kernel, startKernel } from './kernel';
import { codesOfPart, hasRoomFor, type Part } from './part';
import { ReaderErrors } from './reader-errors';
import { inOrder, Sampling } from './sampling';

/** What the kernel stops for, in the order of `assembly/index.ts`. */
const STOPS = [
  'more',
  'end',
  'batch',
  'ragged',
  'full',
  'afterQuote',
  'open',
  'openLong',
  'long',
  'wide',
  'invalid',
  'distinct',
  'text',
  'memory',
  'seam',
] as const;
export type Stop = (typeof STOPS)[number];

/** Records that were passed over since they had another number of fields. */
export interface RaggedLines {
  count: number;
  /** The first 20. */
  first: { line: number; text: string }[];
}

/** By bytes of each code. */
const CODES = { 1: Uint8Array, 2: Uint16Array, 4: Int32Array };
const LF = 10;
const SHOWN_LINES = 20;
const SHOWN_BYTES = 200;
/** The kernel takes at most this at once, so that its memory stays small. */
const PIECE_BYTES = 1 << 18;
/** What `examine` finds. */
const [ZERO, BEYOND_ASCII] = [1, 2];
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

export interface ReaderOptions {
  layout: Layout;
  limits: Limits;
  fileName: string;
  /** Keeps an even sample of the rows where there are more than the limits allow, rather than refusing the file. */
  sample?: SampleOptions;
  /** Bytes that are no UTF-8 are refused wherever they stand; left out: only within cells. */
  strict?: boolean;
  /** What is read is a part of a file, not its beginning, which may have a byte order mark. */
  goesOn?: boolean;
  /** Lines of the file before it. */
  linesBefore?: number;
  /** Takes count of the memory that is held. */
  held?: Held;
}

/** Makes delimited text, UTF-8 in pieces of any size, into coded columns. */
export class DelimitedReader {
  readonly ragged: RaggedLines = { count: 0, first: [] };
  private readonly codes: GrowingCodes[];
  private readonly sampling: Sampling | undefined;
  private readonly errors: ReaderErrors;
  private readonly held: Held;
  private readonly decoder: StrictDecoder;
  /** Whether a letter may go on in the next piece. */
  private isCut = false;
  private memoryBytes = 0;
  /** Of the parts that were read elsewhere. */
  private readonly elsewhere = { comments: 0, emptyLine: Number.POSITIVE_INFINITY };
  private taken = 0;
  /** Bytes before the piece at hand. */
  private before = 0;
  /** Bytes of a byte order mark that were met, at the very beginning. */
  private mark = 0;

  private constructor(
    private readonly kernel: Kernel,
    private readonly options: ReaderOptions,
  ) {
    this.held = options.held ?? new Held();
    this.codes = options.layout.names.map(() => new GrowingCodes(this.held));
    if (options.goesOn) this.mark = BOM.length;
    this.decoder = new StrictDecoder(options.fileName);
    this.errors = new ReaderErrors(kernel, options);
    this.sampling = options.sample && new Sampling(kernel, { ...options.sample, by: placeOf(options) });
  }

  static async start(options: ReaderOptions): Promise<DelimitedReader> {
    const reader = new DelimitedReader(await startKernel(), options);
    reader.open();
    return reader;
  }

  /** Rows that were kept so far. */
  get rows(): number {
    return this.taken + this.kernel.exports.batchCount();
  }

  /** Rows that were read so far, kept or not. */
  get seen(): number {
    return this.kernel.exports.rowsSeen();
  }

  /** Lines that were passed over because they begin as a comment does. */
  get comments(): number {
    return this.elsewhere.comments + this.kernel.exports.commentsPassed();
  }

  get emptyLine(): number | undefined {
    const own = this.kernel.exports.firstEmptyLine() || Number.POSITIVE_INFINITY;
    const first = Math.min(own, this.elsewhere.emptyLine);
    return Number.isFinite(first) ? first : undefined;
  }

  /** Lines, as an editor counts them, and line feeds that were read so far; and whether there were letters beyond ASCII. */
  get lines(): number {
    return this.kernel.exports.lineAtHand() - 1;
  }

  get feeds(): number {
    return this.kernel.exports.feedsSeen();
  }

  get hasLetters(): boolean {
    return this.decoder.hasLetters;
  }

  /** What the distinct texts count. */
  get text(): number {
    return this.kernel.exports.textCounted();
  }

  /** Left out where all rows were kept. To be asked for at the end. */
  get sampled(): Sampled | undefined {
    const { sampling } = this;
    if (!sampling || sampling.share === 1) return undefined;
    const by = this.options.sample?.by;
    return { of: this.seen, kept: this.taken, share: sampling.share, ...(by !== undefined && { by }) };
  }

  /** @throws UserError that names the line, for what is no such text or more than the limits allow; NotUtf8 where the reader is strict */
  push(piece: Uint8Array): void {
    let from = 0;
    while (this.mark < BOM.length && from < piece.length) {
      if (piece[from] !== BOM[this.mark]) {
        const begun = BOM.subarray(0, this.mark);
        this.mark = BOM.length;
        this.feed(begun);
        break;
      }
      this.mark++;
      from++;
    }
    for (; from < piece.length; from += PIECE_BYTES) this.feed(piece.subarray(from, from + PIECE_BYTES));
  }

  /**
   * Pushes no more than what belongs to the record at hand.
   *
   * @returns bytes that do; undefined where all do, and more may; "none" where the record does not end with a line feed: all was read
   * @throws UserError as `push`
   */
  pushToSeam(piece: Uint8Array): number | 'none' | undefined {
    const { exports } = this.kernel;
    exports.toSeam(1);
    for (let at = 0; ; ) {
      if (this.drain(false) === 'seam') {
        exports.toSeam(0);
        if (exports.unread() === 0) return at;
        this.push(piece.subarray(at));
        return 'none';
      }
      if (at === piece.length) return undefined;
      const feed = piece.indexOf(LF, at);
      const end = feed < 0 ? piece.length : feed + 1;
      this.put(piece.subarray(at, end));
      at = end;
    }
  }

  /** Adds the rows of the part that comes next. @returns false where it must be read here, row by row */
  absorb(part: Part): boolean {
    const { kernel, sampling, ragged, elsewhere } = this;
    this.takeBatch();
    // Before the first row a line of names may still be to come.
    if (this.taken === 0 || (sampling && sampling.share < 1) || !hasRoomFor(kernel, this.options, this.taken, part)) return false;
    const codes = codesOfPart(kernel, part);
    if (!codes) throw this.errors.of('memory');
    for (const [c, column] of this.codes.entries()) column.append(codes[c] as Codes);
    const before = this.lines;
    const shown = part.ragged.first.map(({ line, text }) => ({ line: line + before, text })).slice(0, SHOWN_LINES - ragged.first.length);
    ragged.count += part.ragged.count;
    ragged.first.push(...shown);
    elsewhere.comments += part.comments;
    if (part.emptyLine !== undefined) elsewhere.emptyLine = Math.min(elsewhere.emptyLine, part.emptyLine + before);
    kernel.exports.passRows(part.rows, part.lines);
    sampling?.addAll(part.rows);
    this.decoder.pass(part.feeds, part.hasLetters);
    this.taken += part.rows;
    this.before += part.end - part.start;
    return true;
  }

  /** @throws UserError as `push` */
  finish(): { rows: number; columns: Column[] } {
    if (this.mark < BOM.length) this.feed(BOM.subarray(0, this.mark));
    if (this.options.strict) this.decoder.finish();
    this.kernel.exports.toSeam(0);
    this.drain(true);
    this.takeBatch();
    const columns = this.options.layout.names.map((name, c): Column => {
      // They stay where they are: in the kernel's memory, whose work is done.
      const values = textsOf(this.kernel, c);
      this.held.add(8 * values.length);
      const column = { name, codes: (this.codes[c] as GrowingCodes).finish(values.length), values };
      return this.sampled ? inOrder(column) : column;
    });
    return { rows: this.taken, columns };
  }

  private open(): void {
    const { exports, memory } = this.kernel;
    const { layout, limits } = this.options;
    const delimiter = new TextEncoder().encode(layout.delimiter);
    const at = exports.allocate(delimiter.length) >>> 0;
    new Uint8Array(memory.buffer).set(delimiter, at);
    const width = layout.names.length;
    const opened = exports.open(
      width,
      at,
      delimiter.length,
      layout.comment?.charCodeAt(0) ?? 0,
      Number(layout.quotes !== 'text'),
      layout.skip,
      Number(layout.header),
      Number(layout.trailing),
      limits.columns,
      limits.cell,
      limits.distinct,
      limits.text,
      TEXT_BESIDES,
      Math.floor(limits.cells / width),
    );
    if (!opened) throw this.errors.of('memory');
    if (this.options.linesBefore) exports.passRows(0, this.options.linesBefore);
  }

  private feed(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.put(piece);
    this.drain(false);
    this.held.add(this.kernel.memory.buffer.byteLength - this.memoryBytes);
    this.memoryBytes = this.kernel.memory.buffer.byteLength;
  }

  /** Gives bytes to the kernel. */
  private put(piece: Uint8Array): void {
    const { exports, memory } = this.kernel;
    const at = exports.room(piece.length) >>> 0;
    if (at === 0) throw this.errors.of('memory');
    new Uint8Array(memory.buffer).set(piece, at);
    this.examine(piece, at);
    exports.added(piece.length);
  }

  /** The kernel looks through plain letters; others are decoded, to know whether they are some. */
  private examine(piece: Uint8Array, at: number): void {
    const { exports } = this.kernel;
    const feeds = exports.feedsSeen();
    const found = exports.examine(at, piece.length);
    if (found & ZERO) refuseZeros(piece, this.before, this.options.fileName);
    this.before += piece.length;
    if (!this.options.strict) return;
    if (this.isCut || found & BEYOND_ASCII) this.decoder.decode(piece);
    else this.decoder.pass(exports.feedsSeen() - feeds);
    this.isCut = (piece.at(-1) as number) > 127;
  }

  /** @returns what there is no more to do for */
  private drain(last: boolean): Stop {
    const { exports } = this.kernel;
    for (;;) {
      const stop = STOPS[exports.run(Number(last))] as Stop;
      if (stop === 'more' || stop === 'end' || stop === 'seam') return stop;
      if (stop === 'batch') this.takeBatch();
      else if (stop === 'full' && this.sampling) this.halve(this.sampling);
      else if (stop === 'ragged' && this.options.layout.ragged === 'skip') this.passRagged();
      else throw this.errors.of(stop, this.rows);
    }
  }

  /** The row at hand is taken again by the next call. */
  private halve(sampling: Sampling): void {
    const { rows } = this;
    this.takeBatch();
    this.taken = sampling.halve(this.codes, this.held);
    if (this.taken === 0) throw this.errors.of('full', rows);
  }

  private passRagged(): void {
    const { exports, memory } = this.kernel;
    this.ragged.count++;
    if (this.ragged.first.length < SHOWN_LINES) {
      const length = exports.recordBytes();
      const bytes = new Uint8Array(memory.buffer, exports.recordAt() >>> 0, Math.min(SHOWN_BYTES, length));
      // A letter that is cut in two is left out.
      const text = new TextDecoder().decode(bytes, { stream: true });
      this.ragged.first.push({ line: exports.lineOfStop(), text: length > SHOWN_BYTES ? `${text}…` : text });
    }
    exports.pass();
  }

  private takeBatch(): void {
    const { exports, memory } = this.kernel;
    const rows = exports.batchCount();
    if (rows === 0) return;
    const [at, stride] = [exports.batchAt() >>> 0, exports.batchStride()];
    for (const [c, codes] of this.codes.entries()) {
      const Kind = CODES[exports.pack(c) as keyof typeof CODES];
      codes.append(new Kind(memory.buffer, at + 4 * stride * c, rows));
    }
    this.sampling?.add(new Uint32Array(memory.buffer, exports.numbersAt() >>> 0, rows));
    this.taken += rows;
    exports.emptyBatch();
  }
}

/** The column whose rows stay together in a sample. @throws UserError where there is none of its name */
function placeOf({ sample, layout, fileName }: ReaderOptions): number | undefined {
  if (sample?.by === undefined) return undefined;
  const place = layout.names.indexOf(sample.by);
  if (place < 0) throw noSampleColumn(fileName, sample.by);
  return place;
}
