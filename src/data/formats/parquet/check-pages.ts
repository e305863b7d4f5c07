import type { AsyncBuffer, Compressors, RowGroup, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { UserError } from '../../../lib/user-error';
import { inWords } from '../../limits';
import { checkRuns } from './check-runs';

/** Bytes that a page, or a column of a row group, may unpack into. */
export const MOST_UNPACKED = 1 << 30;
/** Values of a list that a row may have on average, in a row group. */
const VALUES_A_ROW = 10_000;

/**
 * Looks through the headers of a column's pages before they are read: the reader makes room for as many values and bytes
 * as they claim, and a small file may claim anything.
 */
export async function checkPages(
  file: AsyncBuffer,
  group: RowGroup,
  column: string,
  rows: number,
  schema: SchemaElement[],
  compressors: Compressors,
): Promise<void> {
  for (const { meta_data: chunk } of group.columns) {
    if (!chunk || chunk.path_in_schema[0] !== column) continue;
    const first = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
    const from = Math.min(first, Number(chunk.data_page_offset));
    const to = from + Number(chunk.total_compressed_size);
    if (!(from >= 4 && to <= file.byteLength && to >= from)) throw new Error('its data lie beyond the end of the file');
    const nested = chunk.path_in_schema.length > 1;
    const most = nested ? Math.max(rows, 1) * VALUES_A_ROW : rows;
    const reader = { view: new DataView(await file.slice(from, to)), offset: 0 };
    let [values, unpacked] = [0, 0];
    while (reader.offset < reader.view.byteLength - 1 && (nested || values < rows)) {
      const header = parquetHeader(reader);
      const page = header.data_page_header ?? header.data_page_header_v2;
      const entries = header.dictionary_page_header?.num_values ?? 0;
      const bytes = header.compressed_page_size;
      if (!(bytes >= 0 && reader.offset + bytes <= reader.view.byteLength)) throw new Error('a page is cut off');
      if (page) values += page.num_values;
      unpacked += header.uncompressed_page_size;
      if (!(header.uncompressed_page_size >= 0 && unpacked <= MOST_UNPACKED))
        throw new Error(`its pages unpack into more than ${inWords(MOST_UNPACKED)} bytes`);
      if ((page && !(page.num_values >= 0 && values <= most)) || !(entries >= 0 && entries <= header.uncompressed_page_size * 8))
        throw new Error('a page says that it holds more values than there are');
      checkRuns(header, new Uint8Array(reader.view.buffer, reader.offset, bytes), chunk.codec, schema, chunk.path_in_schema, compressors);
      reader.offset += bytes;
    }
  }
}

/** The unpackers, each of which is held to its page's size. */
export async function compressorsUpTo(fileName: string): Promise<Compressors> {
  const { compressors } = await import('hyparquet-compressors');
  const checked = Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (length > MOST_UNPACKED)
        throw new UserError(`a page unpacks into more than ${inWords(MOST_UNPACKED)} bytes`, fileName, 'Write the file with smaller pages.');
      return unpack(input, length);
    },
  ]);
  return Object.fromEntries(checked);
}
