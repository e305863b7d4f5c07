import { UserError } from '../../../lib/user-error';
import { DelimitedReader } from '../../bytes/reader';
import type { Format } from '../format';
import { isBinary } from '../known-kinds';
import { findLayout } from './find-layout';

/** CSV, TSV and their like: a line of names, then a line a row, as RFC 4180 quotes them. Any text may be that. */
export const delimited: Format = {
  name: 'delimited text (CSV or TSV)',

  matches: ({ bytes }) => (isBinary(bytes) ? 0 : 0.1),

  async read(source, { limits, onRows, delimiter, sample }) {
    const pieces = source.bytes();
    const { layout, first } = await findLayout(source, pieces, limits, delimiter);
    const reader = await DelimitedReader.start({ layout, limits, fileName: source.name, ...(sample && { sample }) });
    const push = (piece: Uint8Array) => {
      reader.push(piece);
      onRows(reader.rows);
    };
    for (const piece of first.splice(0)) push(piece);
    for await (const piece of pieces) push(piece);
    const table = reader.finish();
    if (table.rows === 0)
      throw new UserError('the file has a header and no rows', `${source.name}, line 1`, 'Choose a file with one line per row below the column names.');
    const { emptyLine, sampled } = reader;
    const warnings = emptyLine === undefined ? [] : [{ message: 'Empty lines were skipped.', where: `line ${emptyLine}` }];
    return { ...table, warnings, ...(sampled && { sampled }) };
  },
};
