import { type AsyncBuffer, type Compressors, type DecodedArray, type FileMetaData, parquetRead, type RowGroup, type SchemaTree } from 'hyparquet';
import { inWords } from '../../limits';
import { cellWriter, PARSERS } from './cell-text';
import { checkPages } from './check-pages';
import type { Cells } from './column-store';
import { saying } from './saying';

/** Rows that are read at once of a larger row group. */
const SLICE = 1 << 22;

export interface OpenParquet {
  name: string;
  file: AsyncBuffer;
  metadata: FileMetaData;
  columns: readonly SchemaTree[];
  compressors: Compressors;
}

/** Rows of a row group, from one on and before another, as numbers of the file. */
export interface Slice {
  first: number;
  last: number;
}

/** One row group, read column by column in slices of its rows, so that memory holds one column of a slice. */
export class GroupReader {
  private readonly checked = new Set<SchemaTree>();
  readonly slices: readonly Slice[];

  /** @param start number of its first row in the file */
  constructor(
    private readonly parquet: OpenParquet,
    private readonly group: RowGroup,
    private readonly start: number,
  ) {
    const count = Math.ceil(this.rows / SLICE);
    this.slices = Array.from({ length: count }, (_, i) => ({ first: start + i * SLICE, last: start + Math.min(this.rows, (i + 1) * SLICE) }));
  }

  get rows(): number {
    return Number(this.group.num_rows);
  }

  /**
   * @param placeOf where a row's cell is put, given its place in the slice; below 0: nowhere
   * @throws UserError where the column is damaged, or has not as many values as there are rows
   */
  async read(column: SchemaTree, { first, last }: Slice, placeOf: (place: number) => number, cells: Cells): Promise<void> {
    const { file, metadata, compressors, name } = this.parquet;
    const title = column.element.name;
    const write = cellWriter(column, cells);
    await saying(`${name}, column “${title.slice(0, 80)}”`, async () => {
      if (!this.checked.has(column)) await checkPages(file, this.group, title, this.rows, metadata.schema, compressors);
      this.checked.add(column);
      const chunks: { values: DecodedArray; from: number }[] = [];
      await parquetRead({
        file,
        metadata,
        columns: [title],
        rowStart: first,
        rowEnd: last,
        compressors,
        parsers: PARSERS,
        geoparquet: false,
        // What is thrown in here would be thrown to nobody.
        onChunk: ({ columnData, rowStart }) => void chunks.push({ values: columnData, from: rowStart }),
      });
      let [found, beyond] = [0, 0];
      for (const { values, from } of chunks) {
        for (let i = Math.max(0, first - from); i < values.length; i++) {
          const row = from + i;
          if (row >= this.start + this.rows) beyond++;
          if (row >= last) continue;
          found++;
          const place = placeOf(row - first);
          if (place >= 0) write(values[i], place);
        }
      }
      if (found !== last - first || beyond > 0) throw new Error(`it has ${inWords(found + beyond)} values where there are ${inWords(last - first)} rows`);
    });
  }
}
