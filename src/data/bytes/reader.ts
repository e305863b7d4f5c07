import type { Sampled } from '../../protocol/sampled';
import type { Layout } from '../formats/delimited/layout';
import type { Limits } from '../limits';
import { TEXT_BESIDES } from '../limits';
import { refuseZeros } from '../source/binary-file';
import { StrictDecoder } from '../source/strict-decoder';
import { GrowingCodes } from '../table/growing-codes';
import { Held } from '../table/held';
import type { Column } from '../table/table';
import { Texts } from '../table/texts';
import { columnFacts, type Kernel, startKernel } from './kernel';
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
/** A length that is written behind it. */
const LONG = 255;
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
  sample?: { seed: number };
  /** Bytes that are no UTF-8 are refused wherever they stand; left out: only within cells. */
  strict?: boolean;
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
    this.decoder = new StrictDecoder(options.fileName);
    this.errors = new ReaderErrors(kernel, options);
    this.sampling = options.sample && new Sampling(kernel, options.sample.seed);
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
    return { of: this.kernel.exports.rowsSeen(), kept: this.taken, share: sampling.share };
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

  /** @throws UserError as `push` */
  finish(): { rows: number; columns: Column[] } {
    if (this.mark < BOM.length) this.feed(BOM.subarray(0, this.mark));
    if (this.options.strict) this.decoder.finish();
    this.drain(true);
    this.takeBatch();
    const columns = this.options.layout.names.map((name, c): Column => {
      const values = this.textsOf(c);
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
    this.examine(piece, at);
    exports.added(piece.length);
    this.drain(false);
    this.held.add(memory.buffer.byteLength - this.memoryBytes);
    this.memoryBytes = memory.buffer.byteLength;
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

  /** A column's texts, which stay where they are: in the kernel's memory, whose work is done. */
  private textsOf(column: number): Texts {
    const { memory } = this.kernel;
    const [bytes, words] = [new Uint8Array(memory.buffer), new Uint32Array(memory.buffer)];
    const { distinct, list } = columnFacts(this.kernel, column);
    const [starts, ends] = [new Uint32Array(distinct), new Uint32Array(distinct)];
    this.held.add(8 * distinct);
    let code = 0;
    for (let block = list >>> 2; block !== 0; block = (words[block] as number) >>> 2) {
      const first = block + 3;
      const end = first + (words[block + 1] as number);
      for (let i = first; i < end; i++) {
        const at = (words[i] as number) + 4;
        const short = bytes[at] as number;
        const start = short === LONG ? at + 5 : at + 1;
        starts[code] = start;
        ends[code] = start + (short === LONG ? longLength(bytes, at + 1) : short);
        code++;
      }
    }
    return new Texts(bytes, starts, ends);
  }
}

const longLength = (bytes: Uint8Array, at: number) => new DataView(bytes.buffer, at).getUint32(0, true);
