import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { UserError } from '../../lib/user-error';
import { breathe } from './breathe';
import type { ByteSource } from './byte-source';
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
  /** SHA-256 of the bytes that were read, as the file lies there; hex. To be asked for once, at the end. */
  hash(): string;
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
    hash: () => bytesToHex(hash.digest()),
    close: async () => void (await chunks.return(undefined)),
  };
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
