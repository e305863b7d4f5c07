import { UserError } from '../../lib/user-error';
import { breathe } from './breathe';
import type { ByteSource } from './byte-source';
import { ContentHash } from './content-hash';
import { StrictDecoder } from './strict-decoder';
import { unpacked } from './unpacked';

/** A file as a format reads it: unpacked, hashed on the way, once from its beginning to its end. */
export interface DataSource {
  readonly name: string;
  /** The first bytes, at most 64 KiB, to choose a format by; none for an empty file. */
  readonly head: Uint8Array;
  /** Bytes of the file, as it lies there, that were read so far. */
  readonly bytesRead: number;
  /** All bytes, in pieces. @throws UserError where reading was cancelled, or the file is damaged */
  bytes(): AsyncGenerator<Uint8Array>;
  /** All text, in pieces. @throws UserError as `bytes`, and where a byte is zero or the text is not UTF-8 */
  text(): AsyncGenerator<string>;
  /** `ContentHash` of the bytes that were read, as the file lies there; hex. To be asked for once, at the end. */
  hash(): Promise<string>;
  /** Lets the file go, read to its end or not. */
  close(): Promise<void>;
}

export interface SourceOptions {
  signal?: AbortSignal;
  /** Pieces are cut to at most this many bytes; small in tests, to put a boundary everywhere. */
  pieceBytes?: number;
  /** Most bytes after unpacking. */
  most?: number;
}

const HEAD_BYTES = 1 << 16;
const PIECE_BYTES = 1 << 18;

/** Opens a file and looks at its head. @throws UserError where it cannot be read */
export async function openDataSource(file: ByteSource, { signal, pieceBytes = PIECE_BYTES, most }: SourceOptions = {}): Promise<DataSource> {
  const hash = new ContentHash();
  let bytesRead = 0;
  const counted = watched(file.stream(), (chunk) => {
    bytesRead += chunk.length;
    return hash.update(chunk);
  });
  const chunks = unpacked(counted, file.name, most);
  const { first, head } = await firstChunks(chunks, HEAD_BYTES);

  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const chunk of first.splice(0)) yield* pieces(chunk);
    for await (const chunk of chunks) yield* pieces(chunk);
  }

  async function* pieces(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      if (signal?.aborted) throw new UserError('reading was cancelled', file.name);
      yield chunk.subarray(at, at + pieceBytes);
      await breathe();
    }
  }

  async function* text(): AsyncGenerator<string> {
    const decoder = new StrictDecoder(file.name);
    let before = 0;
    for await (const piece of bytes()) {
      refuseZeros(piece, before, file.name);
      before += piece.length;
      yield decoder.decode(piece);
    }
    const rest = decoder.finish();
    if (rest) yield rest;
  }

  return {
    name: file.name,
    head,
    get bytesRead() {
      return bytesRead;
    },
    bytes,
    text,
    hash: () => hash.digest(),
    close: async () => void (await chunks.return(undefined)),
  };
}

/** The same stream, each chunk shown before it is passed on. */
function watched(stream: ReadableStream<Uint8Array>, show: (chunk: Uint8Array) => Promise<void>): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        await show(value);
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/** Whole chunks until they hold `atLeast` bytes, and these bytes. */
async function firstChunks(chunks: AsyncGenerator<Uint8Array>, atLeast: number): Promise<{ first: Uint8Array[]; head: Uint8Array }> {
  const first: Uint8Array[] = [];
  const head = new Uint8Array(atLeast);
  let length = 0;
  while (length < atLeast) {
    const { done, value } = await chunks.next();
    if (done) break;
    first.push(value);
    head.set(value.subarray(0, atLeast - length), length);
    length += value.length;
  }
  return { first, head: head.subarray(0, length) };
}

/** @param before bytes that came before this piece */
function refuseZeros(piece: Uint8Array, before: number, fileName: string): void {
  const zero = piece.indexOf(0);
  if (zero < 0) return;
  throw new UserError(`this is a binary file (byte ${before + zero + 1} is zero), not a table of text`, fileName, 'Choose a CSV or TSV file, plain or gzip.');
}
