import type { ReadChoices } from '../../protocol/reading';
import { LIMITS, type Limits } from '../limits';
import type { ByteSource } from '../source/byte-source';
import { openDataSource } from '../source/data-source';
import { findEncoding, NotUtf8, type TextForm } from '../source/encoding';
import type { TableContent } from '../table/table';
import { chooseFormat } from '.';
import { delimited, delimitedPieces } from './delimited';
import { refuseSignature } from './known-kinds';
import { outOfArchive } from './out-of-archive';
import { readTable } from './read-table';

/** Bytes of the text of a piece: a hundred thousand rows of a common table. */
const PIECE_BYTES = 1 << 22;

export interface PiecesOptions {
  signal?: AbortSignal;
  choices?: ReadChoices;
  /** Small in tests. */
  bytes?: number;
}

/** Rows of a file, and the share of it that is read by then, in 0..1. */
export type TablePiece = Pick<TableContent, 'rows' | 'columns'> & { share: number | undefined };

/**
 * Reads a file of any length piece by piece: delimited text (plain, gzip or zip) with one piece in memory. Other formats are read as a
 * whole, within the limits of an open table, and are one piece. Nothing is sampled.
 *
 * @throws UserError as `readTable`; text that turns out later than in its first piece not to be UTF-8 is refused
 */
export async function* readPieces(file: ByteSource, options: PiecesOptions = {}): AsyncGenerator<TablePiece> {
  let begun = false;
  try {
    for await (const piece of inForm(file, undefined, options)) {
      begun = true;
      yield piece;
    }
  } catch (error) {
    if (begun || !(error instanceof NotUtf8) || error.isUtf8) throw error;
    yield* inForm(file, { encoding: 'windows-1252', strict: false }, options);
  }
}

/** @param form left out: found, and UTF-8 is strict */
async function* inForm(file: ByteSource, form: TextForm | undefined, { signal, choices = {}, bytes = PIECE_BYTES }: PiecesOptions): AsyncGenerator<TablePiece> {
  const { file: inner } = await outOfArchive(file, choices.member);
  // Of a piece, not of the file: what a file holds in all is not limited.
  const limits: Limits = LIMITS;
  const source = await openDataSource(inner, { ...(signal && { signal }), pieceBytes: Math.min(bytes, 1 << 18) });
  try {
    const { head } = source;
    refuseSignature({ name: file.name, bytes: head });
    const encoding = form ?? findEncoding(head);
    const text = encoding.encoding.startsWith('utf-16') ? new TextEncoder().encode(new TextDecoder(encoding.encoding).decode(head)) : head;
    if (chooseFormat({ name: file.name, bytes: text }) === delimited) {
      const { size } = file;
      for await (const piece of delimitedPieces(source, { limits, choices, encoding }, bytes))
        yield { ...piece, share: size && inner === file ? source.bytesRead / size : undefined };
      return;
    }
  } finally {
    await source.close();
  }
  const { rows, columns } = await readTable(file, { choices, ...(signal && { signal }) });
  yield { rows, columns, share: 1 };
}
