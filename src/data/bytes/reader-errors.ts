import { UserError } from '../../lib/user-error';
import { delimiterName } from '../formats/delimited/delimiters';
import { inWords } from '../limits';
import { tooManyCells, tooManyValues, tooMuchText } from '../table/too-much';
import type { ReaderExports } from './kernel';
import type { ReaderOptions, Stop } from './reader';

/** What is said of text that cannot be read, by what the kernel stopped for and where it stands. */
export class ReaderErrors {
  constructor(
    private readonly kernel: ReaderExports,
    private readonly options: ReaderOptions,
  ) {}

  /** @param rows that were read so far */
  of(stop: Stop, rows = 0): UserError {
    const { kernel } = this;
    const { layout, limits } = this.options;
    const { names } = layout;
    const record = this.line(kernel.lineOfRecord());
    const column = () => names[kernel.columnOfFailure()] as string;
    switch (stop) {
      case 'ragged':
        return this.ragged(record);
      case 'wide':
        return new UserError(
          `this line has more than ${inWords(limits.columns)} fields, the most columns that a table may have`,
          record,
          'Check that the file is a table with a line of column names and a line a row, or take out columns.',
        );
      case 'full':
        return tooManyCells(limits, names.length, rows, record);
      case 'distinct':
        return tooManyValues(limits, column(), record);
      case 'text':
        return tooMuchText(limits, column(), record);
      case 'long':
        return new UserError(
          `field ${kernel.fieldOfFailure() + 1} has more than ${inWords(limits.cell)} characters`,
          record,
          'Check that the file is a table of short values, split where its columns are.',
        );
      case 'afterQuote':
        return new UserError(
          `text follows a closing quote in field ${kernel.fieldsFound()}`,
          this.line(kernel.lineAtHand()),
          'Inside a quoted field a quote must be written twice ("").',
        );
      case 'open':
        return this.open('never closed');
      case 'openLong':
        return this.open(`not closed within ${inWords(limits.cell)} characters`);
      case 'invalid':
        return new UserError('this is not UTF-8 text', this.line(kernel.lineOfFailure()), 'Save the file as UTF-8 (in Excel: "CSV UTF-8").');
      default:
        return new UserError('the table does not fit into the memory that is there', record, 'Take out columns, or keep fewer rows.');
    }
  }

  /** @param at the byte, from 0 */
  zero(at: number): UserError {
    return new UserError(
      `this is a binary file (byte ${at + 1} is zero), not a table of text`,
      this.options.fileName,
      'Choose a CSV or TSV file, plain or gzip.',
    );
  }

  private line(line: number): string {
    return `${this.options.fileName}, line ${line}`;
  }

  private ragged(where: string): UserError {
    const { names, delimiter } = this.options.layout;
    const found = this.kernel.fieldsFound();
    return new UserError(
      `this line has ${found} ${found === 1 ? 'field' : 'fields'}, but the header has ${names.length} columns`,
      where,
      `Every line needs ${names.length} fields, separated by ${delimiterName(delimiter)}; a field that contains one must be quoted.`,
    );
  }

  private open(how: string): UserError {
    return new UserError(
      `a quote is opened and ${how}`,
      this.line(this.kernel.lineAtHand()),
      'Close the quote. If it belongs to the text, write it twice ("").',
    );
  }
}
