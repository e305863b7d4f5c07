import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';
import { inWords, LIMITS } from '../limits';
import { inflate, isGzip } from './inflate';
import { peek } from './peek';

/**
 * The bytes of a file, unpacked where it is gzip, chunk by chunk.
 *
 * @param stream the file's bytes as they lie there
 * @param most bytes after unpacking
 * @throws UserError where the file cannot be read, is damaged, or holds more than `most` bytes
 */
export async function* unpacked(stream: ReadableStream<Uint8Array>, fileName: string, most = LIMITS.unpacked): AsyncGenerator<Uint8Array> {
  const { first, rest } = await peek(stream, 2);
  const packed = isGzip(first);
  const end = new AbortController();
  const reader = (packed ? inflate(rest, end.signal) : rest).getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        // A member of an archive says itself what is wrong with it.
        if (error instanceof UserError) throw error;
        throw packed ? damaged(fileName) : unreadable(fileName, error);
      });
      if (done) return;
      bytes += value.length;
      if (bytes > most) {
        throw new UserError(
          `the file holds more than ${inWords(most)} bytes${packed ? ' once it is unpacked' : ''}`,
          fileName,
          'Take a part of it, such as its first million rows.',
        );
      }
      yield value;
    }
  } finally {
    if (packed) end.abort();
    else reader.cancel().catch(() => {});
  }
}

function damaged(fileName: string): UserError {
  return new UserError('the gzip data is damaged or cut off', fileName, 'Compress the file again, or download it again.');
}

export function unreadable(fileName: string, error: unknown): UserError {
  const why = errorText(error);
  return new UserError(`the file could not be read (${why})`, fileName, 'Choose it again; it may have been moved or changed.');
}
