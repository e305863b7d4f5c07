import { UserError } from '../../lib/user-error';
import type { Mend } from '../../protocol/reading';
import { delimiterName } from '../formats/delimited/delimiters';
import { inWords, TEXT_BESIDES } from '../limits';
import { tooManyCells, tooManyValues, tooMuchText, tooWide } from '../table/too-much';
import { columnFacts, type Kernel } from './kernel';
import type { ReaderOptions, Stop } from './reader';

const SKIP: readonly Mend[] = [{ text: 'Skip these lines', choices: { ragged: 'skip' } }];
export const AS_LETTERS: readonly Mend[] = [{ text: 'Read quotes as letters', choices: { quotes: 'text' } }];

/** What is said of text that cannot be read, by what the kernel stopped for and where it stands. */
export class ReaderErrors {
  constructor(
    private readonly kernel: Kernel,
    private readonly options: ReaderOptions,
  ) {}

  /** @param rows that were read so far */
  of(stop: Stop, rows = 0): UserError {
    const kernel = this.kernel.exports;
    const { layout, limits, fileName } = this.options;
    const { names } = layout;
    const where = `${fileName}, line ${kernel.lineOfStop()}`;
    const column = () => names[kernel.fieldOfStop()] as string;
    switch (stop) {
      case 'ragged':
        return this.ragged(where);
      case 'wide':
        return tooWide(limits, where);
      case 'full':
        return tooManyCells(limits, names.length, rows, where);
      case 'distinct':
        return tooManyValues(limits, column(), where);
      case 'text':
        return tooMuchText(limits, names[this.largest()] as string, where);
      case 'long':
        return new UserError(
          `field ${kernel.fieldOfStop() + 1} has more than ${inWords(limits.cell)} characters`,
          where,
          'Check that the file is a table of short values, split where its columns are.',
        );
      case 'afterQuote':
        return new UserError(
          `text follows a closing quote in field ${kernel.fieldsFound()}`,
          where,
          'Inside a quoted field a quote must be written twice ("").',
          AS_LETTERS,
        );
      case 'open':
        return open('never closed', where);
      case 'openLong':
        return open(`not closed within ${inWords(limits.cell)} characters`, where);
      case 'invalid':
        return new UserError('this is not UTF-8 text', where, 'Save the file as UTF-8 (in Excel: "CSV UTF-8").');
      default:
        return new UserError('the table does not fit into the memory that is there', where, 'Take out columns, or keep fewer rows.');
    }
  }

  /** Of all columns, the one whose texts take most. */
  private largest(): number {
    const sizes = this.options.layout.names.map((_, c) => {
      const { distinct, bytes } = columnFacts(this.kernel, c);
      return bytes + distinct * TEXT_BESIDES;
    });
    return sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b), 0));
  }

  private ragged(where: string): UserError {
    const { names, delimiter, header } = this.options.layout;
    const found = this.kernel.exports.fieldsFound();
    const columns = `${names.length} ${names.length === 1 ? 'column' : 'columns'}`;
    return new UserError(
      `this line has ${found} ${found === 1 ? 'field' : 'fields'}, but the ${header ? `header has ${columns}` : `lines above have ${names.length}`}`,
      where,
      `Every line needs ${names.length} fields, separated by ${delimiterName(delimiter)}; a field that contains one must be quoted.`,
      SKIP,
    );
  }
}

function open(how: string, where: string): UserError {
  return new UserError(`a quote is opened and ${how}`, where, 'Close the quote. If it belongs to the text, write it twice ("").', AS_LETTERS);
}
