import { isNumeric } from '../../config/value-test';
import { UserError } from '../../lib/user-error';
import type { DataWarning } from '../../protocol/data';
import type { CsvSink } from '../formats/delimited/csv-parser';
import type { Column } from '../types';

/** Codes of a column while it grows. */
class GrowingColumn {
  private codes = new Int32Array(1024);
  private readonly known = new Map<string, number>();
  readonly values: string[] = [];

  set(row: number, text: string): void {
    let code = this.known.get(text);
    if (code === undefined) {
      code = this.values.length;
      // A slice of a big piece of text would keep the whole piece alive; a copy does not.
      const own = text.length > 12 ? ` ${text}`.slice(1) : text;
      this.known.set(own, code);
      this.values.push(own);
    }
    if (row >= this.codes.length) {
      const larger = new Int32Array(this.codes.length * 2);
      larger.set(this.codes);
      this.codes = larger;
    }
    this.codes[row] = code;
  }

  finish(name: string, rows: number): Column {
    return { name, codes: this.codes.slice(0, rows), values: this.values };
  }
}

/** Takes fields and records as they come and keeps them as coded columns, never as rows of texts. */
export class TableBuilder implements CsvSink {
  private record_: string[] = [];
  private names: string[] | undefined;
  private columns: GrowingColumn[] = [];
  private emptyLine: number | undefined;
  rows = 0;

  constructor(
    private readonly fileName: string,
    private readonly delimiter: string,
  ) {}

  field(text: string): void {
    this.record_.push(text);
  }

  record(line: number): void {
    const record = this.record_;
    this.record_ = [];
    if (record.length === 1 && (record[0] as string).trim() === '') {
      // In a table of one column an empty line may be a missing value; elsewhere it separates nothing from nothing.
      this.emptyLine ??= line;
      return;
    }
    if (!this.names) {
      this.header(record, line);
      return;
    }
    if (record.length !== this.names.length) throw this.ragged(record.length, line);
    for (let c = 0; c < record.length; c++) (this.columns[c] as GrowingColumn).set(this.rows, record[c] as string);
    this.rows++;
  }

  /** @throws UserError where there is no header or no row */
  finish(): { columns: Column[]; warnings: DataWarning[] } {
    if (!this.names) throw new UserError('the file is empty', this.fileName, 'Choose a file with a line of column names and one line per row.');
    if (this.rows === 0)
      throw new UserError('the file has a header and no rows', `${this.fileName}, line 1`, 'Choose a file with one line per row below the column names.');
    const columns = this.columns.map((column, c) => column.finish((this.names as string[])[c] as string, this.rows));
    const warnings: DataWarning[] = [];
    if (this.emptyLine !== undefined) warnings.push({ message: 'Empty lines were passed over.', where: `line ${this.emptyLine}` });
    return { columns, warnings };
  }

  private header(record: string[], line: number): void {
    const names = record.map((name) => name.trim());
    const where = `${this.fileName}, line ${line}`;
    if (names.length === 1) {
      throw new UserError(
        `there is only one column ("${shorten(names[0] as string)}") when split at ${nameOf(this.delimiter)}`,
        where,
        'Use commas, tabs, semicolons or | between the columns, the same in every line.',
      );
    }
    const empty = names.indexOf('');
    if (empty >= 0) throw new UserError(`column ${empty + 1} has no name`, where, 'Give every column a name in the first line.');
    const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
    if (twice >= 0) {
      throw new UserError(
        `two columns are called "${names[twice]}" (${names.indexOf(names[twice] as string) + 1} and ${twice + 1})`,
        where,
        'Give every column a name of its own in the first line; if the first line is data, add a line of names above it.',
      );
    }
    if (names.every(isNumeric)) {
      throw new UserError('the first line holds numbers only, so it is no line of column names', where, 'Add a line of column names at the top.');
    }
    this.names = names;
    this.columns = names.map(() => new GrowingColumn());
  }

  private ragged(found: number, line: number): UserError {
    const wanted = (this.names as string[]).length;
    return new UserError(
      `this line has ${found} ${found === 1 ? 'field' : 'fields'}, the header has ${wanted} columns`,
      `${this.fileName}, line ${line}`,
      `Every line needs ${wanted} fields split at ${nameOf(this.delimiter)}; a field that contains it must be quoted.`,
    );
  }
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
const nameOf = (delimiter: string) => ({ ',': 'commas', '\t': 'tabs', ';': 'semicolons', '|': 'vertical bars (|)' })[delimiter] ?? delimiter;
