import { type AsyncBuffer, type DecodedArray, type FileMetaData, parquetMetadataAsync, parquetRead, parquetSchema, type SchemaTree } from 'hyparquet';
import { errorText } from '../../../lib/error-text';
import { UserError } from '../../../lib/user-error';
import type { FileReading, StatedType } from '../../../protocol/reading';
import { inWords } from '../../limits';
import type { DataSource } from '../../source/data-source';
import type { FormatOptions, FormatResult } from '../format';
import { LIST_SEPARATOR } from '../json/flatten';
import { cellWriter, PARSERS } from './cell-text';
import { checkPages, compressorsUpTo, MOST_UNPACKED } from './check-pages';
import { ColumnStore } from './column-store';

/**
 * Reads a Parquet file row group by row group and column by column, each by its range of the file, so that memory holds
 * one column of one row group besides the table.
 *
 * @throws UserError where the file is damaged, is of a kind that is not read, or says that it holds more than a table may
 */
export async function readParquet(source: DataSource, { limits, onRows }: FormatOptions): Promise<FormatResult> {
  const { name } = source;
  const file = await asBuffer(source);
  const metadata = await saying(name, () => parquetMetadataAsync(file, { geoparquet: false }));
  const columns = await saying(name, async () => parquetSchema(metadata).children);
  const rows = Number(metadata.num_rows);
  checkSizes(name, metadata, columns.length, limits);
  const compressors = await compressorsUpTo(name);
  const store = new ColumnStore(name, limits);
  const writers = columns.map((column) => cellWriter(column, store));
  let done = 0;
  for (const group of metadata.row_groups) {
    const end = done + Number(group.num_rows);
    for (const [c, column] of columns.entries()) {
      await source.pause();
      const title = column.element.name;
      const write = writers[c] as ReturnType<typeof cellWriter>;
      let row = done;
      const chunks: DecodedArray[] = [];
      await saying(`${name}, column “${title.slice(0, 80)}”`, async () => {
        await checkPages(file, group, title, Number(group.num_rows), metadata.schema, compressors);
        await parquetRead({
          file,
          metadata,
          columns: [title],
          rowStart: done,
          rowEnd: end,
          compressors,
          parsers: PARSERS,
          geoparquet: false,
          // What is thrown in here would be thrown to nobody.
          onChunk: ({ columnData }) => void chunks.push(columnData),
        });
        for (const values of chunks) for (let i = 0; i < values.length && row < end; i++) write(values[i], row++);
        if (row !== end) throw new Error(`it has ${row - done} values where there are ${end - done} rows`);
      });
    }
    done = end;
    onRows(done);
  }
  if (done !== rows) throw new UserError(`the row groups hold ${done} rows, and the file says ${rows}`, name, 'Write or download the file again.');
  if (rows === 0) throw new UserError('the file has no rows', name, 'Choose a file with rows.');
  const lists = columns.filter((column) => typeOf(column) === 'list').length;
  return {
    rows,
    columns: store.finish(rows),
    warnings:
      lists === 0 ? [] : [{ message: `Lists became cells with ${LIST_SEPARATOR} between their values (${lists} ${lists === 1 ? 'column' : 'columns'}).` }],
    how: { format: 'Parquet', types: columns.flatMap((column) => statedType(column)) },
  };
}

/** The file as a reader of ranges; where it comes out of an archive, all of it in memory. */
async function asBuffer(source: DataSource): Promise<AsyncBuffer> {
  const { slice, size } = source;
  if (slice && size !== undefined) {
    // Read through once for its hash.
    for await (const _ of source.bytes());
    return { byteLength: size, slice: (start, end = size) => slice(start, end) };
  }
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of source.bytes()) {
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

/** What is thrown by the reader as an error for a person. */
async function saying<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `the Parquet file is damaged, or of a kind that is not read here (${errorText(error).slice(0, 160)})`,
      where,
      'Write or download it again, or convert it to CSV.',
    );
  }
}

function checkSizes(name: string, { num_rows, row_groups }: FileMetaData, columns: number, limits: FormatOptions['limits']): void {
  const rows = Number(num_rows);
  const sum = row_groups.reduce((total, group) => total + Number(group.num_rows), 0);
  if (columns > limits.columns) throw new UserError(`the table has more than ${inWords(limits.columns)} columns`, name, 'Take out columns.');
  if (Math.max(rows, sum) * columns > limits.cells || row_groups.some((group) => group.num_rows < 0)) {
    const most = inWords(Math.floor(limits.cells / Math.max(1, columns)));
    throw new UserError(
      `the table has more than ${inWords(limits.cells)} cells (${inWords(columns)} columns, ${inWords(rows)} rows)`,
      name,
      `Take out columns, or keep at most ${most} rows.`,
    );
  }
}

function statedType(column: SchemaTree): NonNullable<FileReading['types']> {
  const type = typeOf(column);
  return type ? [{ column: column.element.name, type }] : [];
}

function typeOf({ element, children }: SchemaTree): StatedType | undefined {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (children.length > 0) return converted === 'LIST' || logical?.type === 'LIST' ? 'list' : undefined;
  if (element.repetition_type === 'REPEATED') return 'list';
  if (converted === 'DATE' || converted?.startsWith('TIMESTAMP') || logical?.type === 'TIMESTAMP' || type === 'INT96') return 'date';
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'FLOAT' || type === 'DOUBLE' || converted === 'DECIMAL' || logical?.type === 'FLOAT16') return 'float';
  return type === 'INT32' || type === 'INT64' ? 'integer' : 'text';
}
