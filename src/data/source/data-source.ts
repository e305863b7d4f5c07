import { UserError } from '../../lib/user-error';
import { refuseZeros } from './binary-file';
import { breathe } from './breathe';
import type { ByteSource } from './byte-source';
import { ContentHash } from './content-hash';
import type { TextForm } from './encoding';
import { ForeignLines } from './foreign-lines';
import { isGzip } from './inflate';
import { StrictDecoder } from './strict-decoder';
import { unpacked, unreadable } from './unpacked';

/** A file as a format reads it: unpacked, hashed on the way, once from its beginning to its end. */
export interface DataSource {
  readonly name: string;
  /** The first bytes, at most 64 KiB, to choose a format by; none for an empty file. */
  readonly head: Uint8Array;
  /** Bytes of the file, as it lies there, that were read so far. */
  readonly bytesRead: number;
  /** All bytes, in pieces. @throws UserError where reading was cancelled, or the file is damaged */
  bytes(): AsyncGenerator<Uint8Array>;
  /** All text, in pieces, without a byte order mark. @throws UserError as `bytes`, and where a byte is zero; NotUtf8 where a strict form meets such */
  text(form: TextForm): AsyncGenerator<string>;
  /** The same text as bytes of UTF-8; in a strict form as they lie there: who reads them looks whether they are. @throws as `bytes`, or `text` */
  utf8(form: TextForm): AsyncGenerator<Uint8Array>;
  /** Of text in no strict form: its first lines beyond ASCII, as they lie there. */
  readonly foreign: readonly { line: number; bytes: Uint8Array }[];
  /** Letters of text in no strict form that its encoding does not have. */
  readonly replaced: number;
  /** Any part of the bytes, where the file lies there unpacked and can be read so. */
  readonly slice?: (start: number, end: number) => Promise<ArrayBuffer>;
  /** The same, where it can be handed to another thread. */
  readonly blob?: Blob;
  /** What it is unpacked from. */
  readonly packed: boolean;
  /** Bytes of the file, where known. */
  readonly size?: number;
  /** Lets other messages in, such as a cancel. @throws UserError where reading was cancelled */
  pause(): Promise<void>;
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
  const magic: number[] = [];
  const stream = watched(file.stream(), (chunk) => {
    if (magic.length < 2) magic.push(...chunk.subarray(0, 2 - magic.length));
    bytesRead += chunk.length;
    return hash.update(chunk);
  });
  const chunks = unpacked(stream, file.name, most);
  const { first, head } = await firstChunks(chunks, HEAD_BYTES);
  const packed = isGzip(magic);

  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const chunk of first.splice(0)) yield* pieces(chunk);
    for await (const chunk of chunks) yield* pieces(chunk);
  }

  const goOn = () => {
    if (signal?.aborted) throw new UserError('reading was cancelled', file.name);
  };

  async function* pieces(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      goOn();
      yield chunk.subarray(at, at + pieceBytes);
      await breathe();
    }
  }

  const decoded = decodedBy(file.name);
  const foreign = new ForeignLines();
  let replaced = 0;

  async function* text({ encoding, strict }: TextForm): AsyncGenerator<string> {
    if (strict) {
      yield* strictly();
      return;
    }
    const decoder = new TextDecoder(encoding);
    let before = 0;
    for await (const piece of bytes()) {
      if (!encoding.startsWith('utf-16')) refuseZeros(piece, before, file.name);
      before += piece.length;
      foreign.take(piece);
      yield counted(decoded(decoder, piece, true));
    }
    const rest = counted(decoded(decoder, NO_BYTES, false));
    if (rest) yield rest;
  }

  function counted(text: string): string {
    for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) replaced++;
    return text;
  }

  async function* strictly(): AsyncGenerator<string> {
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

  async function* utf8(form: TextForm): AsyncGenerator<Uint8Array> {
    if (form.strict) yield* bytes();
    else {
      const encoder = new TextEncoder();
      for await (const piece of text(form)) yield encoder.encode(piece);
    }
  }

  return {
    name: file.name,
    head,
    get bytesRead() {
      return bytesRead;
    },
    bytes,
    text,
    utf8,
    async pause() {
      await breathe();
      goOn();
    },
    foreign: foreign.found,
    get replaced() {
      return replaced;
    },
    packed,
    ...(file.size !== undefined && { size: file.size }),
    ...(file.slice && !packed && { slice: rangeReader(file) }),
    ...(file instanceof Blob && !packed && { blob: file }),
    hash: () => hash.digest(),
    close: async () => void (await chunks.return(undefined)),
  };
}

/** @throws UserError where the file cannot be read any more */
function rangeReader(file: ByteSource): (start: number, end: number) => Promise<ArrayBuffer> {
  return async (start, end) => {
    try {
      return (await file.slice?.(start, end).arrayBuffer()) ?? new ArrayBuffer(0);
    } catch (error) {
      throw unreadable(file.name, error);
    }
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

const NO_BYTES = new Uint8Array(0);

/** @throws UserError where the engine gives up instead of marking what is wrong, as Node's does for some encodings */
function decodedBy(fileName: string) {
  return (decoder: TextDecoder, bytes: Uint8Array, stream: boolean): string => {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      throw new UserError(`this is not text in ${decoder.encoding}`, fileName, 'Choose another encoding.');
    }
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
