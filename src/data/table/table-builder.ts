import { bytesOfValue, type Limits } from '../limits';
import { GrowingColumn } from './growing-column';
import type { Column } from './table';
import { tooManyCells, tooManyValues, tooMuchText } from './too-much';

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
    if (this.rows * (this.columns.length + 1) > this.limits.cells)
      throw tooManyCells(this.limits, this.columns.length + 1, this.rows, `${this.fileName}, line ${line}`);
    const column = new GrowingColumn(name);
    for (let row = 0; row < this.rows; row++) column.add('');
    this.columns.push(column);
  }

  /**
   * @param texts one for each column
   * @param line where the row begins in the file, from 1
   * @throws UserError where the table would hold more than its limits
   */
  row(texts: readonly string[], line: number): void {
    const { columns, limits } = this;
    const where = () => `${this.fileName}, line ${line}`;
    if ((this.rows + 1) * columns.length > limits.cells) throw tooManyCells(limits, columns.length, this.rows, where());
    for (let c = 0; c < columns.length; c++) {
      const [column, text] = [columns[c] as GrowingColumn, texts[c] as string];
      if (!column.add(text)) continue;
      this.textBytes += bytesOfValue(text);
      if (column.values.length > limits.distinct) throw tooManyValues(limits, column.name, where());
    }
    if (this.textBytes > limits.text) throw tooMuchText(limits, this.largest(), where());
    this.rows++;
  }

  finish(): Column[] {
    return this.columns.map((column) => column.finish());
  }

  /** Of all columns, the one whose values take most. */
  private largest(): string {
    const bytesOf = ({ values }: GrowingColumn) => values.reduce((sum, text) => sum + bytesOfValue(text), 0);
    const sizes = this.columns.map(bytesOf);
    return (this.columns[sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b), 0))] as GrowingColumn).name;
  }
}
