import { UserError } from '../../../lib/user-error';
import type { DataWarning } from '../../../protocol/data';
import type { FileReading, Mend, ShownLine } from '../../../protocol/reading';
import type { TableBuilder } from '../../table/table-builder';
import type { CsvSink } from './csv-parser';
import { delimiterName } from './delimiters';
import type { Layout } from './layout';
import { tooWide } from './look-at';
import { SHOWN } from './split-head';

/** Lines with another number of fields that are kept to be shown. */
const SHOWN_LINES = 20;

/** Makes records into rows by the layout of the file. */
export class Records implements CsvSink {
  /** The fields of the record at hand; those beyond the columns are only counted. */
  private readonly fields: string[] = [];
  private count = 0;
  private emptyLine: number | undefined;
  private headerIsDue: boolean;
  private ragged = 0;
  private readonly raggedLines: ShownLine[] = [];
  private readonly width: number;

  /** @param mostColumns a record of more fields is refused before it has ended */
  constructor(
    private readonly builder: TableBuilder,
    private readonly fileName: string,
    private readonly layout: Layout,
    private readonly mostColumns: number,
  ) {
    this.headerIsDue = layout.header;
    this.width = layout.names.length;
    builder.begin(layout.names);
  }

  field(text: string, line: number): void {
    if (this.count === this.mostColumns && this.count > this.width) throw tooWide(this.fileName, line, this.mostColumns);
    if (this.count <= this.width) this.fields[this.count] = text;
    this.count++;
  }

  record(line: number): void {
    const { fields, width } = this;
    let { count } = this;
    this.count = 0;
    const isEmpty = count === 1 && (fields[0] as string).trim() === '';
    if (this.headerIsDue && !isEmpty) {
      this.headerIsDue = false;
      return;
    }
    // A table of one column may well have an empty cell, but not one that a line end alone tells of.
    if (isEmpty) {
      this.emptyLine ??= line;
      return;
    }
    if (this.layout.trailing && count === width + 1 && fields[width] === '') count--;
    if (count === width) this.builder.row(fields, line);
    else this.takeRagged(count, line);
  }

  /** @throws UserError where there is no row */
  finish(): { warnings: DataWarning[] } & Pick<FileReading, 'raggedLines'> {
    const { ragged, raggedLines } = this;
    if (this.builder.rows === 0) {
      const what = ragged > 0 ? `none of the ${ragged} lines has ${this.width} fields` : 'the file has a header and no rows';
      throw new UserError(what, `${this.fileName}, line ${this.layout.skip + 1}`, 'Choose a file with one line per row below the column names.');
    }
    const warnings: DataWarning[] = this.emptyLine === undefined ? [] : [{ message: 'Empty lines were skipped.', where: `line ${this.emptyLine}` }];
    if (ragged === 0) return { warnings };
    const lines = ragged === 1 ? '1 line has' : `${ragged.toLocaleString('en')} lines have`;
    warnings.push({
      message: `${lines} another number of fields than ${this.width} and ${ragged === 1 ? 'was' : 'were'} skipped.`,
      where: `line ${raggedLines[0]?.line}`,
    });
    return { warnings, raggedLines: { count: ragged, first: raggedLines } };
  }

  private takeRagged(found: number, line: number): void {
    const { delimiter, ragged } = this.layout;
    if (ragged === 'refuse') throw this.refused(found, line);
    this.ragged++;
    if (this.raggedLines.length === SHOWN_LINES) return;
    const text = this.fields.slice(0, Math.min(found, this.width + 1)).join(delimiter);
    const more = found > this.width + 1 || text.length > SHOWN;
    this.raggedLines.push({ line, text: `${text.slice(0, SHOWN)}${more ? '…' : ''}` });
  }

  private refused(found: number, line: number): UserError {
    const { width } = this;
    const { delimiter, header } = this.layout;
    const columns = `${width} ${width === 1 ? 'column' : 'columns'}`;
    return new UserError(
      `this line has ${found} ${found === 1 ? 'field' : 'fields'}, but the ${header ? `header has ${columns}` : `lines above have ${width}`}`,
      `${this.fileName}, line ${line}`,
      `Every line needs ${width} fields, separated by ${delimiterName(delimiter)}; a field that contains one must be quoted.`,
      SKIP,
    );
  }
}

const SKIP: readonly Mend[] = [{ text: 'Skip these lines', choices: { ragged: 'skip' } }];
