import { UserError } from '../../lib/user-error';
import { bytesOfValue, inWords, type Limits } from '../limits';
import { GrowingColumn } from './growing-column';
import type { Column } from './table';

/** Takes rows as they come and keeps them as coded columns, never as rows of texts. */
export class TableBuilder {
  private columns: GrowingColumn[] = [];
  private textBytes = 0;
  rows = 0;

  constructor(
    private readonly fileName: string,
    private readonly limits: Pick<Limits, 'cells' | 'distinct' | 'text'>,
  ) {}

  /** @param names of the columns, each once */
  begin(names: readonly string[]): void {
    this.columns = names.map((name) => new GrowingColumn(name));
  }

  /** One more column, which has no value in the rows before. @param line where it is first seen */
  add(name: string, line: number): void {
    if (this.rows * (this.columns.length + 1) > this.limits.cells) throw this.tooManyCells(line);
    const column = new GrowingColumn(name);
    for (let row = 0; row < this.rows; row++) column.set(row, '');
    this.columns.push(column);
  }

  /**
   * @param texts one for each column
   * @param line where the row begins in the file, from 1
   * @throws UserError where the table would hold more than its limits
   */
  row(texts: readonly string[], line: number): void {
    const { columns, limits } = this;
    if ((this.rows + 1) * columns.length > limits.cells) throw this.tooManyCells(line);
    for (let c = 0; c < columns.length; c++) {
      const [column, text] = [columns[c] as GrowingColumn, texts[c] as string];
      if (!column.set(this.rows, text)) continue;
      this.textBytes += bytesOfValue(text);
      if (column.values.length > limits.distinct) throw this.tooManyValues(column.name, line);
    }
    if (this.textBytes > limits.text) throw this.tooMuchText(line);
    this.rows++;
  }

  finish(): Column[] {
    return this.columns.map((column) => column.finish(this.rows));
  }

  private tooManyCells(line: number): UserError {
    const { columns, limits } = this;
    return new UserError(
      `the table has more than ${inWords(limits.cells)} cells (${inWords(columns.length)} columns, ${inWords(this.rows)} rows so far)`,
      `${this.fileName}, line ${line}`,
      `Take out columns, or keep at most ${inWords(Math.floor(limits.cells / columns.length))} rows.`,
    );
  }

  private tooManyValues(column: string, line: number): UserError {
    return new UserError(
      `column "${column}" has more than ${inWords(this.limits.distinct)} different values`,
      `${this.fileName}, line ${line}`,
      'Take the column out, or keep fewer rows.',
    );
  }

  /** Names the column that holds most of it. */
  private tooMuchText(line: number): UserError {
    const bytesOf = ({ values }: GrowingColumn) => values.reduce((sum, text) => sum + bytesOfValue(text), 0);
    const sizes = this.columns.map(bytesOf);
    const largest = this.columns[sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b), 0))] as GrowingColumn;
    return new UserError(
      `the columns' different values take more than ${inWords(this.limits.text)} bytes, most of them in column "${largest.name}"`,
      `${this.fileName}, line ${line}`,
      'Take the column out, or keep fewer rows.',
    );
  }
}
