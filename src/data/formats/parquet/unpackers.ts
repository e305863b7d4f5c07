/// <reference path="./brotli-streams.d.ts" />
import { Decompress } from 'fzstd';
import type { Compressors } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { BrotliOutput } from 'hyparquet-compressors/src/brotli.streams.js';
import { UserError } from '../../../lib/user-error';
import { inWords } from '../../limits';

/** Bytes that a page, or a column of a row group, may unpack into. */
export const MOST_UNPACKED = 1 << 30;

const tooLong = () => new Error('a page unpacks into more than its header says');

/** Bytes of ZSTD that are unpacked at once: a block of three bytes may become 128 KiB. */
const ZSTD_PIECE = 1 << 10;

/** ZSTD by parts, so that what unpacks without end is given up at the length that the page's header says. */
function unpackZstd(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let at = 0;
  const unpacker = new Decompress((part) => {
    if (at + part.length > length) throw tooLong();
    output.set(part, at);
    at += part.length;
  });
  for (let p = 0; p < input.length; p += ZSTD_PIECE) unpacker.push(input.subarray(p, p + ZSTD_PIECE), p + ZSTD_PIECE >= input.length);
  return output.subarray(0, at);
}

/** The unpacker of Brotli makes its output larger as the stream asks for it: this is where it is held. */
let mostBrotli = 0;
const outputs = new WeakMap<BrotliOutput, Uint8Array>();
Object.defineProperty(BrotliOutput.prototype, 'buffer', {
  get(this: BrotliOutput) {
    return outputs.get(this);
  },
  set(this: BrotliOutput, buffer: Uint8Array) {
    if (buffer.length > mostBrotli) throw tooLong();
    outputs.set(this, buffer);
  },
});

function unpackBrotli(input: Uint8Array, length: number): Uint8Array {
  mostBrotli = length;
  return compressors.BROTLI?.(input, length) ?? input;
}

/** The unpackers, none of which gives more than the length that a page's header says, nor takes the memory for more. */
export function unpackers(fileName: string): Compressors {
  const all = { ...compressors, ZSTD: unpackZstd, BROTLI: unpackBrotli };
  const checked = Object.entries(all).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (length > MOST_UNPACKED)
        throw new UserError(`a page unpacks into more than ${inWords(MOST_UNPACKED)} bytes`, fileName, 'Write the file with smaller pages.');
      // A page of nothing but gaps holds no values, and its few bytes are no stream that every unpacker knows.
      return length === 0 ? new Uint8Array(0) : unpack(input, length);
    },
  ]);
  return Object.fromEntries(checked);
}
