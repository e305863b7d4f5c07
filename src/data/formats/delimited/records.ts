import { UserError } from '../../../lib/user-error';
import { inWords } from '../../limits';
import type { TableContent } from '../../table/table';
import type { TableBuilder } from '../../table/table-builder';
import type { CsvSink } from './csv-parser';
import { delimiterName } from './delimiters';
import { headerNames } from './header';

/** Makes records into rows: the first one names the columns, each further one has a field for each. */
export class Records implements CsvSink {
  /** The fields of the record at hand; those beyond the header's are only counted. */
  private readonly fields: string[] = [];
  private count = 0;
  private names: string[] | undefined;
  private emptyLine: number | undefined;

  /** @param mostColumns a record of more fields is refused before it has ended */
  constructor(
    private readonly builder: TableBuilder,
    private readonly fileName: string,
    private readonly delimiter: string,
    private readonly mostColumns: number,
  ) {}

  field(text: string, line: number): void {
    if (this.count === this.mostColumns) throw this.tooWide(line);
    if (!this.names || this.count < this.names.length) this.fields[this.count] = text;
    this.count++;
  }

  record(line: number): void {
    const { count, fields } = this;
    this.count = 0;
    if (count === 1 && (fields[0] as string).trim() === '') {
      // Every table has two columns at least, so an empty line is no row.
      this.emptyLine ??= line;
    } else if (!this.names) {
      this.names = headerNames(fields.slice(0, count), `${this.fileName}, line ${line}`, this.delimiter);
      this.builder.begin(this.names);
      fields.length = this.names.length;
    } else if (count !== this.names.length) throw this.ragged(count, line);
    else this.builder.row(fields, line);
  }

  /** @throws UserError where there is no header or no row */
  finish(): TableContent {
    if (!this.names)
      throw new UserError('the file is empty', this.fileName, 'Choose a file whose first line names the columns, with one line per row below it.');
    const { rows } = this.builder;
    if (rows === 0)
      throw new UserError('the file has a header and no rows', `${this.fileName}, line 1`, 'Choose a file with one line per row below the column names.');
    const warnings = this.emptyLine === undefined ? [] : [{ message: 'Empty lines were skipped.', where: `line ${this.emptyLine}` }];
    return { rows, columns: this.builder.finish(), warnings };
  }

  private tooWide(line: number): UserError {
    return new UserError(
      `this line has more than ${inWords(this.mostColumns)} fields, the most columns that a table may have`,
      `${this.fileName}, line ${line}`,
      'Check that the file is a table with a line of column names and a line a row, or take out columns.',
    );
  }

  private ragged(found: number, line: number): UserError {
    const wanted = (this.names as string[]).length;
    return new UserError(
      `this line has ${found} ${found === 1 ? 'field' : 'fields'}, but the header has ${wanted} columns`,
      `${this.fileName}, line ${line}`,
      `Every line needs ${wanted} fields, separated by ${delimiterName(this.delimiter)}; a field that contains one must be quoted.`,
    );
  }
}
