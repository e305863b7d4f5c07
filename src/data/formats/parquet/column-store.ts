import { rowName } from '../../../lib/row-name';
import { UserError } from '../../../lib/user-error';
import { inWords, type Limits } from '../../limits';
import { GrowingColumn } from '../../table/growing-column';
import type { Column } from '../../table/table';

/** Where cells go. */
export interface Cells {
  set(name: string, row: number, text: string): void;
}

/** The table would hold more than its limits: with fewer rows it may not. */
export class TooMuch extends UserError {}

/** Takes cells column by column, the rows of each in order. A cell that is not set is empty. */
export class ColumnStore implements Cells {
  private readonly columns = new Map<string, { column: GrowingColumn; rows: number }>();
  private textBytes = 0;

  constructor(
    private readonly fileName: string,
    private readonly limits: Pick<Limits, 'cell' | 'cells' | 'distinct' | 'text' | 'columns'>,
  ) {}

  /** @throws UserError where a column or the table would hold more than its limits */
  set(name: string, row: number, text: string): void {
    let known = this.columns.get(name);
    if (!known) {
      const { columns } = this.limits;
      if (this.columns.size === columns) throw new UserError(`the table has more than ${inWords(columns)} columns`, this.fileName, 'Take out columns.');
      known = { column: new GrowingColumn(name), rows: 0 };
      this.columns.set(name, known);
    }
    while (known.rows < row) this.append(known, '');
    // Two parts of a structure may have one name: the first one stays.
    if (known.rows === row) this.append(known, text);
  }

  private append(known: { column: GrowingColumn; rows: number }, text: string): void {
    const { column } = known;
    const { cell, cells, distinct, text: most } = this.limits;
    if (text.length > cell) throw new UserError(`a cell has more than ${inWords(cell)} characters`, this.where(known), 'Take the column out.');
    if ((known.rows + 1) * this.columns.size > cells) throw this.beyond(`the table has more than ${inWords(cells)} cells`, known);
    known.rows++;
    const bytes = column.add(text);
    if (bytes > 0) {
      this.textBytes += bytes;
      if (column.distinct > distinct) throw this.beyond(`the column has more than ${inWords(distinct)} different values`, known);
      if (this.textBytes > most) throw this.beyond(`the columns’ different values take more than ${inWords(most)} bytes`, known);
    }
  }

  finish(rows: number): Column[] {
    return [...this.columns.values()].map((known) => {
      while (known.rows < rows) this.append(known, '');
      return known.column.finish();
    });
  }

  private beyond(what: string, at: { column: GrowingColumn; rows: number }): TooMuch {
    return new TooMuch(what, this.where(at), 'Take the column out, or keep fewer rows.');
  }

  private where({ column, rows }: { column: GrowingColumn; rows: number }): string {
    return `${this.fileName}, column “${column.name.slice(0, 80)}”, ${rowName(rows)}`;
  }
}
