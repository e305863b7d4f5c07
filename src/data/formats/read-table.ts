import { UserError } from '../../lib/user-error';
import type { Progress } from '../../protocol/data';
import { LIMITS, type Limits } from '../limits';
import type { ByteSource } from '../source/byte-source';
import { openDataSource } from '../source/data-source';
import type { Table } from '../table/table';
import { chooseFormat } from '.';

export interface ReadOptions {
  onProgress?: Progress;
  signal?: AbortSignal;
  /** Left out: found from the first lines. */
  delimiter?: string;
  /** Pieces are cut to at most this many bytes; small in tests, to put a boundary everywhere. */
  pieceBytes?: number;
  /** Keeps an even sample of the rows of a file that is larger than the limits allow; left out: it is refused. */
  sample?: { seed: number };
  /** What differs from `LIMITS`; small in tests. */
  limits?: Partial<Limits>;
}

/**
 * Reads a file into a table as a stream: bytes are hashed, unpacked, read by the format that knows them, and coded in
 * one pass, so that memory holds the coded columns and one piece of the file.
 *
 * @throws UserError that says which line and what to do, for whatever is not such a file; or that reading was cancelled
 */
export async function readTable(file: ByteSource, { onProgress, signal, delimiter, pieceBytes, sample, limits: own }: ReadOptions = {}): Promise<Table> {
  const limits = { ...LIMITS, ...own };
  const source = await openDataSource(file, { ...(signal && { signal }), ...(pieceBytes !== undefined && { pieceBytes }), most: limits.unpacked });
  try {
    if (source.head.length === 0)
      throw new UserError('the file is empty', file.name, 'Choose a file whose first line names the columns, with one line per row below it.');
    const content = await chooseFormat({ name: file.name, bytes: source.head }).read(source, {
      limits,
      onRows: (rows) => onProgress?.({ phase: 'reading', done: source.bytesRead, ...(file.size !== undefined && { total: file.size }), rows }),
      ...(delimiter !== undefined && { delimiter }),
      ...(sample && { sample }),
    });
    return { name: file.name, hash: await source.hash(), ...content };
  } finally {
    await source.close();
  }
}
