import type { Sampled } from '../../protocol/sampled';
import type { Layout } from '../formats/delimited/layout';
import type { Limits } from '../limits';
import { TEXT_BESIDES } from '../limits';
import { GrowingCodes } from '../table/growing-codes';
import { Held } from '../table/held';
import type { SampleOptions } from '../table/row-sample';
import type { Column } from '../table/table';
import { noSampleColumn } from '../table/too-much';
import { textsOf } from './column-texts';
import { type Kernel, startKernel } from './kernel';
import { ReaderErrors } from './reader-errors';
import { inOrder, Sampling } from './sampling';

/** What the kernel stops for, in the order of `assembly/index.ts`. */
const STOPS = ['more', 'end', 'batch', 'ragged', 'full', 'afterQuote', 'open', 'openLong', 'long', 'wide', 'invalid', 'distinct', 'text', 'memory'] as const;
export type Stop = (typeof STOPS)[number];

/** Records that were passed over since they had another number of fields. */
export interface RaggedLines {
  count: number;
  /** The first 20. */
  first: { line: number; text: string }[];
}

/** By bytes of each code. */
const CODES = { 1: Uint8Array, 2: Uint16Array, 4: Int32Array };
const SHOWN_LINES = 20;
const SHOWN_BYTES = 200;
/** The kernel takes at most this at once, so that its memory stays small. */
const PIECE_BYTES = 1 << 18;
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

export interface ReaderOptions {
  layout: Layout;
  limits: Limits;
  fileName: string;
  /** Keeps an even sample of the rows where there are more than the limits allow, rather than refusing the file. */
  sample?: SampleOptions;
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
  private memoryBytes = 0;
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
    return this.kernel.exports.commentsPassed();
  }

  get emptyLine(): number | undefined {
    return this.kernel.exports.firstEmptyLine() || undefined;
  }

  /** Left out where all rows were kept. To be asked for at the end. */
  get sampled(): Sampled | undefined {
    const { sampling } = this;
    if (!sampling || sampling.share === 1) return undefined;
    const by = this.options.sample?.by;
    return { of: this.seen, kept: this.taken, share: sampling.share, ...(by !== undefined && { by }) };
  }

  /** @throws UserError that names the line, for what is no such text or more than the limits allow */
  push(piece: Uint8Array): void {
    const zero = piece.indexOf(0);
    if (zero >= 0) throw this.errors.zero(this.before + zero);
    this.before += piece.length;
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

  /** @throws UserError as `push` */
  finish(): { rows: number; columns: Column[] } {
    if (this.mark < BOM.length) this.feed(BOM.subarray(0, this.mark));
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
  }

  private feed(piece: Uint8Array): void {
    if (piece.length === 0) return;
    const { exports, memory } = this.kernel;
    const at = exports.room(piece.length) >>> 0;
    if (at === 0) throw this.errors.of('memory');
    new Uint8Array(memory.buffer).set(piece, at);
    exports.added(piece.length);
    this.drain(false);
    this.held.add(memory.buffer.byteLength - this.memoryBytes);
    this.memoryBytes = memory.buffer.byteLength;
  }

  private drain(last: boolean): void {
    const { exports } = this.kernel;
    for (;;) {
      const stop = STOPS[exports.run(Number(last))] as Stop;
      if (stop === 'more' || stop === 'end') return;
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
