import type { AsyncBuffer } from 'hyparquet';
import { UserError } from '../../../lib/user-error';
import { inWords } from '../../limits';
import type { DataSource } from '../../source/data-source';
import { MOST_UNPACKED } from './unpackers';

/**
 * The file as a reader of ranges, once it was read through for its hash; where it comes out of an archive, all of it in memory.
 *
 * @param onBytes called now and then meanwhile
 */
export async function fileBuffer(source: DataSource, onBytes: () => void): Promise<AsyncBuffer> {
  const { slice, size } = source;
  if (slice && size !== undefined) {
    for await (const _ of source.bytes()) onBytes();
    return { byteLength: size, slice: (start, end = size) => slice(start, end) };
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of source.bytes()) {
    onBytes();
    bytes += part.length;
    if (bytes > MOST_UNPACKED)
      throw new UserError(`a Parquet file of more than ${inWords(MOST_UNPACKED)} bytes cannot be read out of an archive`, source.name, 'Unpack it first.');
    parts.push(part);
  }
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return { byteLength: bytes, slice: (start, end = bytes) => all.slice(start, end).buffer as ArrayBuffer };
}
