import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { UserError } from '../../lib/user-error';
import type { Progress } from '../../protocol/data';
import { TableBuilder } from '../table/table-builder';
import type { Table } from '../types';
import { CsvParser } from './delimited/csv-parser';
import { isGzip, refuseBinary, sniffDelimiter } from './delimited/sniff-delimiter';

/** What is read: a `File`, or anything that streams bytes. */
export interface TableFile {
  name: string;
  /** Bytes, where known; for the progress. */
  size?: number;
  stream(): ReadableStream<Uint8Array>;
}

export interface ReadOptions {
  onProgress?: Progress;
  signal?: AbortSignal;
  /** Left out: found from the first lines. */
  delimiter?: string;
  /** Pieces are cut to at most this many bytes; small in tests, to put a boundary everywhere. */
  pieceBytes?: number;
}

/** The first text that the delimiter is looked for in. */
const SNIFF_BYTES = 1 << 16;
const PIECE_BYTES = 1 << 18;

/**
 * Reads CSV or TSV, plain or gzip, as a stream: bytes are hashed, unpacked, decoded as UTF-8, parsed and coded in one
 * pass, so that memory holds the coded columns and one piece of text.
 *
 * @throws UserError that says which line and what to do, for whatever is not such a file; or that reading was cancelled
 */
export async function readTable(file: TableFile, options: ReadOptions = {}): Promise<Table> {
  const { onProgress, signal, pieceBytes = PIECE_BYTES } = options;
  const hash = sha256.create();
  let bytesRead = 0;
  const counted = file.stream().pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        hash.update(chunk);
        bytesRead += chunk.length;
        controller.enqueue(chunk);
      },
    }),
  );
  const { first, rest } = await peek(counted, 2);
  if (first.length === 0) throw new UserError('the file is empty', file.name, 'Choose a file with a line of column names and one line per row.');
  const packed = isGzip(first);
  const bytes = packed ? rest.pipeThrough(new DecompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>) : rest;

  const decoder = new StrictDecoder(file.name);
  let parser: CsvParser | undefined;
  let builder: TableBuilder | undefined;
  let head = '';
  const begin = () => {
    const delimiter = options.delimiter ?? sniffDelimiter(head);
    builder = new TableBuilder(file.name, delimiter);
    parser = new CsvParser(delimiter, builder, file.name);
    parser.push(head);
    head = '';
  };

  const reader = bytes.getReader();
  let firstPiece = true;
  try {
    for (;;) {
      const { done, value } = await readFrom(reader, packed, file.name);
      if (done) break;
      for (let at = 0; at < value.length; at += pieceBytes) {
        if (signal?.aborted) throw new UserError('reading was cancelled', file.name);
        const piece = value.subarray(at, at + pieceBytes);
        refuseBinary(firstPiece ? piece : withoutSignature(piece), file.name);
        firstPiece = false;
        const text = decoder.decode(piece);
        if (parser) parser.push(text);
        else {
          head += text;
          if (head.length >= SNIFF_BYTES) begin();
        }
        onProgress?.({ phase: 'reading', done: bytesRead, ...(file.size !== undefined && { total: file.size }), rows: builder?.rows ?? 0 });
        await breathe();
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
  head += decoder.finish();
  if (!parser || !builder) begin();
  else if (head) parser.push(head);
  (parser as unknown as CsvParser).end();
  const finished = (builder as unknown as TableBuilder).finish();
  return { name: file.name, rows: (builder as unknown as TableBuilder).rows, hash: bytesToHex(hash.digest()), ...finished };
}

/** Reads a whole small file as text, gzip or plain. @throws UserError where it is not UTF-8 text */
export async function readText(file: TableFile): Promise<string> {
  const { first, rest } = await peek(file.stream(), 2);
  const packed = isGzip(first);
  const reader = (packed ? rest.pipeThrough(new DecompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>) : rest).getReader();
  const decoder = new StrictDecoder(file.name);
  let text = '';
  for (;;) {
    const { done, value } = await readFrom(reader, packed, file.name);
    if (done) return text + decoder.finish();
    text += decoder.decode(value);
  }
}

/** UTF-8 that knows the line on which it goes wrong; a byte order mark is dropped. */
class StrictDecoder {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private lines = 1;

  constructor(private readonly fileName: string) {}

  decode(bytes: Uint8Array): string {
    try {
      const text = this.decoder.decode(bytes, { stream: true });
      this.lines += countLines(text);
      return text;
    } catch {
      // Decoded again with marks for what is wrong, to count the lines before the first mark.
      const marked = new TextDecoder('utf-8').decode(bytes);
      throw this.wrong(this.lines + countLines(marked.slice(0, Math.max(0, marked.indexOf('\uFFFD')))));
    }
  }

  finish(): string {
    try {
      return this.decoder.decode();
    } catch {
      throw this.wrong(this.lines);
    }
  }

  private wrong(line: number): UserError {
    return new UserError('this is not UTF-8 text', `${this.fileName}, line ${line}`, 'Save the file as UTF-8 (in Excel: "CSV UTF-8").');
  }
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Zeros are binary anywhere; signatures only at the start. */
const withoutSignature = (piece: Uint8Array) => (piece.indexOf(0) >= 0 ? new Uint8Array([1, 0]) : new Uint8Array([1]));

/** The first bytes of a stream, and a stream that still has them. */
async function peek(stream: ReadableStream<Uint8Array>, atLeast: number): Promise<{ first: Uint8Array; rest: ReadableStream<Uint8Array> }> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < atLeast) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  const first = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    first.set(chunk, at);
    at += chunk.length;
  }
  const rest = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (length > 0) controller.enqueue(first);
    },
    pull: async (controller) => {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { first, rest };
}

async function readFrom(reader: ReadableStreamDefaultReader<Uint8Array>, packed: boolean, fileName: string): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (error) {
    if (packed) throw new UserError('the gzip data is damaged or cut off', fileName, 'Pack or download the file again.');
    throw new UserError(
      `the file could not be read (${error instanceof Error ? error.message : String(error)})`,
      fileName,
      'Choose it again; it may have been moved or changed.',
    );
  }
}

let lastBreath = 0;

/** Lets other messages in (a cancel, say), at most every 20 ms. */
async function breathe(): Promise<void> {
  if (performance.now() - lastBreath < 20) return;
  await new Promise((resolve) => setTimeout(resolve));
  lastBreath = performance.now();
}
