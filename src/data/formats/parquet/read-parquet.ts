import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetSchema, type SchemaTree } from 'hyparquet';
import { UserError } from '../../../lib/user-error';
import type { Sampled } from '../../../protocol/sampled';
import { inWords, type Limits } from '../../limits';
import type { DataSource } from '../../source/data-source';
import { RowSample } from '../../table/row-sample';
import { noSampleColumn, tooManyCells, tooManyColumns } from '../../table/too-much';
import type { FormatOptions, FormatResult } from '../format';
import { LIST_SEPARATOR } from '../json/flatten';
import { checkFooter } from './check-footer';
import { ColumnStore, TooMuch } from './column-store';
import { withExactDecimals } from './decimals';
import { fileBuffer } from './file-buffer';
import { GroupReader, type OpenParquet, type Slice } from './read-group';
import { saying } from './saying';
import { columnsOf, statedType } from './stated-type';
import { unpackers } from './unpackers';

/** Rows of a file of which a sample is taken: their numbers have 32 bits. */
const MOST_ROWS = 2 ** 32;

/**
 * Reads a Parquet file row group by row group and column by column, each by its range of the file, so that memory holds
 * one column of one row group besides the table. A file that holds more than a table may is read once more with half of the
 * rows, until they fit.
 *
 * @throws UserError where the file is damaged, is of a kind that is not read, or says that it holds more than a table may
 */
export async function readParquet(source: DataSource, { limits, onRows, sample: options }: FormatOptions): Promise<FormatResult> {
  const { name, size = 1 } = source;
  const file = await fileBuffer(source, () => onRows(0, source.bytesRead / size / 2));
  const { metadata, columns } = await saying(name, () => describe(file));
  const rows = rowsOf(name, metadata);
  const sample = options && new RowSample(options);
  const by = options?.by === undefined ? undefined : byColumn(columns, options.by);
  if (options?.by !== undefined && !by) throw noSampleColumn(name, options.by);
  checkSizes(name, rows, columns, limits, sample);
  const parquet: OpenParquet = { name, file, metadata, columns, compressors: unpackers(name) };
  const onRow = (row: number) => onRows(row, 0.5 + row / rows / 2);
  for (;;) {
    try {
      const store = new ColumnStore(name, limits);
      const kept = await readRows(parquet, store, sample, by, () => source.pause(), onRow);
      // All were dropped: a value that all rows have is larger than memory.
      if (kept === 0) throw tooManyCells(limits, columns.length, rows, name);
      return { rows: kept, columns: store.finish(kept), ...said(columns), ...(sample && sampledOf(sample, rows, kept)) };
    } catch (error) {
      if (!(error instanceof TooMuch) || !sample?.halve(noText)) throw error;
    }
  }
}

const noText = () => '';

/** What the file says of itself. @throws Error where it is none */
async function describe(file: AsyncBuffer): Promise<Pick<OpenParquet, 'metadata' | 'columns'>> {
  await checkFooter(file);
  const metadata = withExactDecimals(await parquetMetadataAsync(file, { geoparquet: false }));
  const { children: columns } = parquetSchema(metadata);
  if (!metadata.schema.every(({ name }) => typeof name === 'string')) throw new Error('a column has no name');
  return { metadata, columns };
}

/** @param by the column whose rows stay together. @returns rows that were kept */
async function readRows(
  parquet: OpenParquet,
  store: ColumnStore,
  sample: RowSample | undefined,
  by: SchemaTree | undefined,
  pause: () => Promise<void>,
  onRow: (row: number) => void,
): Promise<number> {
  let [done, kept] = [0, 0];
  for (const rowGroup of parquet.metadata.row_groups) {
    const group = new GroupReader(parquet, rowGroup, done);
    for (const slice of group.slices) {
      await pause();
      const places = sample && sample.share < 1 ? await placesOf(group, slice, sample, by, kept) : undefined;
      const count = places ? places.count : slice.last - slice.first;
      const placeOf = places ? (place: number) => places.of[place] as number : (place: number) => kept + place;
      if (count > 0) {
        for (const column of parquet.columns) {
          await pause();
          await group.read(column, slice, placeOf, store);
        }
      }
      kept += count;
      onRow(slice.last);
    }
    done += group.rows;
  }
  return kept;
}

/** Which rows of a slice are kept, and where they are put. @param from places that are taken */
async function placesOf(group: GroupReader, slice: Slice, sample: RowSample, by: SchemaTree | undefined, from: number) {
  const { first, last } = slice;
  const texts: string[] = [];
  const named = sample.options.by;
  const keepText = (name: string, place: number, text: string) => {
    if (name === named) texts[place] = text;
  };
  if (by) await group.read(by, slice, (place) => place, { set: keepText });
  const of = new Int32Array(last - first).fill(-1);
  let count = 0;
  for (let place = 0; place < of.length; place++) if (sample.keeps(first + place, texts[place] ?? '')) of[place] = from + count++;
  return { of, count };
}

/** The column that a name is of, or of a part of. */
function byColumn(columns: readonly SchemaTree[], name: string): SchemaTree | undefined {
  return columns.find(({ element }) => element.name === name) ?? columns.find(({ element }) => name.startsWith(`${element.name}.`));
}

function sampledOf({ share, options: { by } }: RowSample, of: number, kept: number): { sampled?: Sampled } {
  return share === 1 ? {} : { sampled: { of, kept, share, ...(by !== undefined && { by }) } };
}

function said(columns: readonly SchemaTree[]): Pick<FormatResult, 'warnings' | 'how'> {
  const lists = columns.filter((column) => statedType(column) === 'list').length;
  return {
    warnings:
      lists === 0 ? [] : [{ message: `Lists became cells with ${LIST_SEPARATOR} between their values (${lists} ${lists === 1 ? 'column' : 'columns'}).` }],
    how: {
      format: 'Parquet',
      types: columns.flatMap((column) => {
        const type = statedType(column);
        return type ? [{ column: column.element.name, type }] : [];
      }),
    },
  };
}

function rowsOf(name: string, { num_rows, row_groups }: FileMetaData): number {
  const rows = Number(num_rows);
  const sum = row_groups.reduce((total, group) => total + Number(group.num_rows), 0);
  if (sum !== rows || row_groups.some((group) => !(group.num_rows >= 0)))
    throw new UserError(`the row groups hold ${sum} rows, and the file says ${rows}`, name, 'Write or download the file again.');
  if (rows === 0) throw new UserError('the file has no rows', name, 'Choose a file with rows.');
  return rows;
}

/** Where a sample is to be taken, its share is made small enough. */
function checkSizes(name: string, rows: number, columns: readonly SchemaTree[], limits: Limits, sample: RowSample | undefined): void {
  if (columns.length > limits.columns) throw tooManyColumns(columns.length, limits, name);
  if (rows > MOST_ROWS) throw new UserError(`the file says that it has more than ${inWords(MOST_ROWS)} rows`, name, 'Take a part of it.');
  const width = columns.reduce((sum, column) => sum + columnsOf(column), 0);
  const share = () => sample?.share ?? 1;
  while (rows * share() * width > limits.cells) {
    if (sample?.halve(noText)) continue;
    const most = inWords(Math.floor(limits.cells / Math.max(1, width)));
    throw new UserError(
      `the table has more than ${inWords(limits.cells)} cells (${inWords(width)} columns, ${inWords(rows)} rows)`,
      name,
      `Take out columns, or keep at most ${most} rows.`,
    );
  }
}
