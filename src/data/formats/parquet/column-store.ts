import { UserError } from '../../../lib/user-error';
import { bytesOfValue, inWords, type Limits } from '../../limits';
import { GrowingColumn } from '../../table/growing-column';
import type { Column } from '../../table/table';

/** Takes cells column by column, the rows of each in order. A cell that is not set is empty. */
export class ColumnStore {
  private readonly columns = new Map<string, { column: GrowingColumn; rows: number }>();
  private textBytes = 0;

  constructor(
    private readonly fileName: string,
    private readonly limits: Pick<Limits, 'cell' | 'distinct' | 'text' | 'columns'>,
  ) {}

  /** @throws UserError where a column or the table would hold more than its limits */
  set(name: string, row: number, text: string): void {
    let known = this.columns.get(name);
    if (!known) {
      if (this.columns.size === this.limits.columns) throw this.beyond(`the table has more than ${inWords(this.limits.columns)} columns`, name, row);
      known = { column: new GrowingColumn(name), rows: 0 };
      this.columns.set(name, known);
    }
    while (known.rows < row) this.append(known, '');
    // Two parts of a structure may have one name: the first one stays.
    if (known.rows === row) this.append(known, text);
  }

  private append(known: { column: GrowingColumn; rows: number }, text: string): void {
    const { column } = known;
    const { cell, distinct, text: most } = this.limits;
    if (text.length > cell) throw this.beyond(`a cell has more than ${inWords(cell)} characters`, column.name, known.rows);
    known.rows++;
    if (column.add(text)) {
      this.textBytes += bytesOfValue(text);
      if (column.values.length > distinct) throw this.beyond(`the column has more than ${inWords(distinct)} different values`, column.name, known.rows);
      if (this.textBytes > most) throw this.beyond(`the columns’ different values take more than ${inWords(most)} bytes`, column.name, known.rows);
    }
  }

  finish(rows: number): Column[] {
    return [...this.columns.values()].map((known) => {
      while (known.rows < rows) this.append(known, '');
      return known.column.finish();
    });
  }

  private beyond(what: string, column: string, row: number): UserError {
    return new UserError(what, `${this.fileName}, column “${column.slice(0, 80)}”, row ${row + 1}`, 'Take the column out, or keep fewer rows.');
  }
}
