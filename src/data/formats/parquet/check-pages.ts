import type { AsyncBuffer, Compressors, PageHeader, RowGroup, SchemaElement } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { inWords } from '../../limits';
import { checkRuns } from './check-runs';
import { checkThrift } from './check-thrift';
import { MOST_UNPACKED } from './unpackers';

/** Values of a page, and of a column of lists in a row group. The reader makes plain arrays of them, and a longer one is no array inside. */
export const MOST_VALUES = 1 << 25;

/**
 * Looks through the headers of a column's pages before they are read: the reader makes room for as many values and bytes
 * as they claim, and a small file may claim anything.
 *
 * @param rows of the row group
 * @throws Error that says what is wrong
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
    const most = nested ? MOST_VALUES : rows;
    const reader = { view: new DataView(await file.slice(from, to)), offset: 0 };
    let [values, unpacked] = [0, 0];
    while (reader.offset < reader.view.byteLength - 1 && (nested || values < rows)) {
      checkThrift(reader.view, reader.offset);
      const header = parquetHeader(reader);
      const page = dataPageOf(header);
      const entries = header.dictionary_page_header?.num_values ?? 0;
      const bytes = header.compressed_page_size;
      if (!(bytes >= 0 && reader.offset + bytes <= reader.view.byteLength)) throw new Error('a page is cut off');
      if (page) values += page.num_values;
      unpacked += header.uncompressed_page_size;
      if (!(header.uncompressed_page_size >= 0 && unpacked <= MOST_UNPACKED))
        throw new Error(`its pages unpack into more than ${inWords(MOST_UNPACKED)} bytes`);
      if (page && page.num_values > MOST_VALUES) throw new Error(`a page holds more than ${inWords(MOST_VALUES)} values: write it with smaller pages`);
      if ((page && !(page.num_values >= 0 && values <= most)) || !(entries >= 0 && entries <= header.uncompressed_page_size * 8))
        throw new Error('a page says that it holds more values than there are');
      checkRuns(header, new Uint8Array(reader.view.buffer, reader.offset, bytes), chunk.codec, schema, chunk.path_in_schema, compressors);
      reader.offset += bytes;
    }
    if (!nested && values !== rows) throw new Error(`it has ${inWords(values)} values where there are ${inWords(rows)} rows`);
  }
}

/** The header of a page of data, of the kind that the page says it is: one of the other kind may stand beside it. */
function dataPageOf(header: PageHeader): PageHeader['data_page_header'] | PageHeader['data_page_header_v2'] {
  if (header.type === 'DATA_PAGE') return header.data_page_header;
  return header.type === 'DATA_PAGE_V2' ? header.data_page_header_v2 : undefined;
}
