import type { Sampled } from '../../protocol/sampled';
import type { Limits } from '../limits';
import { GrowingColumn } from './growing-column';
import { RowSample, type SampleOptions } from './row-sample';
import type { Codes, Column } from './table';
import { noSampleColumn, tooManyCells, tooManyValues, tooMuchText } from './too-much';

/** Takes rows as they come and keeps them as coded columns, never as rows of texts. Where they are too many, it keeps a sample if it is told so. */
export class TableBuilder {
  private columns: GrowingColumn[] = [];
  private textBytes = 0;
  /** A column with more distinct values than are allowed. */
  private crowded: GrowingColumn | undefined;
  private readonly sample: RowSample | undefined;
  /** Place of the column whose rows stay together; -1: there is none yet. */
  private by = -1;
  /** Rows that are kept so far. */
  rows = 0;

  /** @param sample left out: a table beyond its limits is refused */
  constructor(
    private readonly fileName: string,
    private readonly limits: Pick<Limits, 'cells' | 'distinct' | 'text'>,
    sample?: SampleOptions,
  ) {
    this.sample = sample && new RowSample(sample);
  }

  /** @param names of the columns, each once */
  begin(names: readonly string[]): void {
    this.columns = [];
    for (const name of names) this.push(new GrowingColumn(name));
  }

  /** One more column, which has no value in the rows before. @param line where it is first seen */
  add(name: string, line: number): void {
    const column = new GrowingColumn(name);
    for (let row = 0; row < this.rows; row++) column.add('');
    this.push(column);
    this.fit(line, this.rows);
  }

  /**
   * @param texts one for each column
   * @param line where the row begins in the file, from 1
   * @throws UserError where the table would hold more than its limits, also with a sample of its rows
   */
  row(texts: readonly string[], line: number): void {
    if (this.sample && !this.sample.next(texts[this.by] ?? '')) return;
    const { columns, limits } = this;
    for (let c = 0; c < columns.length; c++) {
      const [column, text] = [columns[c] as GrowingColumn, texts[c] as string];
      const bytes = column.add(text);
      if (bytes === 0) continue;
      this.textBytes += bytes;
      if (column.distinct > limits.distinct) this.crowded ??= column;
    }
    this.rows++;
    this.fit(line, this.rows - 1);
  }

  /** Left out where all rows were kept. To be asked for at the end. @throws UserError where the column whose rows stay together was never seen */
  get sampled(): Sampled | undefined {
    const name = this.sample?.options.by;
    if (name !== undefined && this.by < 0) throw noSampleColumn(this.fileName, name);
    return this.sample?.sampled;
  }

  /** Rows that were met so far, kept or not. */
  get seen(): number {
    return this.sample?.seen ?? this.rows;
  }

  finish(): Column[] {
    return this.columns.map((column) => column.finish());
  }

  private push(column: GrowingColumn): void {
    if (column.name === this.sample?.options.by) this.by = this.columns.length;
    this.columns.push(column);
  }

  /** Drops rows until the table is within its limits. @param before rows before the one at hand */
  private fit(line: number, before: number): void {
    while (this.isTooMuch()) {
      const { sample, columns, by } = this;
      const error = this.tooMuch(line, before);
      if (!sample) throw error;
      if (sample.options.by !== undefined && by < 0) throw noSampleColumn(this.fileName, sample.options.by);
      const codes = columns.map((column) => column.takeCodes());
      const places = sample.halve((place) => columns[by]?.textAt((codes[by] as Codes)[place] as number) ?? '');
      if (!places?.length) throw error;
      this.textBytes = 0;
      this.crowded = undefined;
      for (const [c, column] of columns.entries()) {
        column.regrow(codes[c] as Codes, places);
        this.textBytes += column.textBytes;
        if (column.distinct > this.limits.distinct) this.crowded ??= column;
      }
      this.rows = places.length;
    }
  }

  private isTooMuch(): boolean {
    const { limits, columns, rows, crowded, textBytes } = this;
    return rows * columns.length > limits.cells || crowded !== undefined || textBytes > limits.text;
  }

  private tooMuch(line: number, before: number) {
    const { limits, columns, rows, crowded } = this;
    const where = `${this.fileName}, line ${line}`;
    if (rows * columns.length > limits.cells) return tooManyCells(limits, columns.length, before, where);
    return crowded ? tooManyValues(limits, crowded.name, where) : tooMuchText(limits, this.largest(), where);
  }

  /** Of all columns, the one whose values take most. */
  private largest(): string {
    const sizes = this.columns.map(({ textBytes }) => textBytes);
    return (this.columns[sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b), 0))] as GrowingColumn).name;
  }
}
