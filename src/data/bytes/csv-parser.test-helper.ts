import { UserError } from '../../lib/user-error';
import type { Layout } from '../formats/delimited/layout';
import { inWords, LIMITS } from '../limits';
import { AS_LETTERS } from './reader-errors';

/** What a parser tells: every field as it ends, every record as it ends. */
export interface CsvSink {
  /** @param line where the record began, from 1 */
  field(text: string, line: number): void;
  /** @param line where the record began, from 1 */
  record(line: number): void;
}

/** How the text lies; left out: from the first line on, without comments, with quotes as RFC 4180 has them. */
export type CsvForm = Pick<Layout, 'delimiter'> & Partial<Pick<Layout, 'skip' | 'comment' | 'quotes'>>;

const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * RFC 4180 as a state machine over pieces of text of any size: quoted delimiters, quotes and line ends; CRLF, LF or
 * lone CR. It keeps one field at a time, knows its line at every moment, and so can say where a file goes wrong while
 * it streams, which the CSV libraries we looked at cannot.
 */
export class CsvParser {
  private state: 'start' | 'plain' | 'quoted' | 'quote-in-quoted' | 'passed over' = 'start';
  private text = '';
  private line = 1;
  private recordLine = 1;
  private quoteLine = 1;
  private fieldsInRecord = 0;
  private afterCr = false;
  private afterQuotedCr = false;
  private readonly delimiter: string;
  private readonly first: number;
  private readonly comment: number;
  private readonly quote: number;
  private skip: number;
  /** The end of a piece that may be the beginning of a delimiter of several characters. */
  private held = '';
  /** Lines that were passed over because they begin as a comment does. */
  comments = 0;

  /** @param longest characters of a field */
  constructor(
    form: CsvForm,
    private readonly sink: CsvSink,
    private readonly fileName: string,
    private readonly longest = LIMITS.cell,
  ) {
    this.delimiter = form.delimiter;
    this.first = form.delimiter.charCodeAt(0);
    this.comment = form.comment?.charCodeAt(0) ?? Number.NaN;
    this.quote = form.quotes === 'text' ? Number.NaN : QUOTE;
    this.skip = form.skip ?? 0;
    if (this.skip > 0) this.state = 'passed over';
  }

  /** @throws UserError with the line, for text after a closing quote and for a field that is too long */
  push(piece: string): void {
    const text = this.held + piece;
    this.held = '';
    this.parse(text, true);
  }

  /** @param more whether text may follow that makes a delimiter of what stands at the end */
  private parse(piece: string, more: boolean): void {
    let [from, end] = [0, piece.length];
    for (let i = 0; i < end; i++) {
      const c = piece.charCodeAt(i);
      if (c === this.first && more && this.mayGoOn(piece, i)) {
        this.held = piece.slice(i);
        end = i;
        break;
      }
      let ended = 0;
      if (this.afterCr) {
        this.afterCr = false;
        if (c === LF) {
          from = i + 1;
          continue;
        }
      }
      switch (this.state) {
        case 'start':
          if (c === this.quote) {
            this.state = 'quoted';
            this.quoteLine = this.line;
            from = i + 1;
            break;
          }
          if (c === this.comment && this.fieldsInRecord === 0) {
            this.state = 'passed over';
            this.comments++;
            break;
          }
          this.state = 'plain';
          from = i;
          ended = this.endsField(c, piece, from, i);
          break;
        case 'plain':
          ended = this.endsField(c, piece, from, i);
          break;
        case 'passed over':
          if (c === LF || c === CR) {
            this.endLine(c);
            if (this.skip > 0) this.skip--;
            this.state = this.skip > 0 ? 'passed over' : 'start';
          }
          break;
        case 'quoted':
          if (c === QUOTE) {
            this.text += piece.slice(from, i);
            this.state = 'quote-in-quoted';
            from = i + 1;
            this.afterQuotedCr = false;
          } else {
            // A lone CR ends a line as an editor counts them; CRLF ends one, not two.
            if (c === CR || (c === LF && !this.afterQuotedCr)) this.line++;
            this.afterQuotedCr = c === CR;
          }
          break;
        case 'quote-in-quoted':
          if (c === QUOTE) {
            // A doubled quote is one quote: it becomes the first character of what follows.
            this.state = 'quoted';
            from = i;
          } else {
            ended = this.endsField(c, piece, i, i);
            if (ended === 0) throw this.textBehindQuote();
          }
          break;
      }
      if (ended > 0) {
        from = i + ended;
        i += ended - 1;
      }
    }
    if (this.state === 'plain' || this.state === 'quoted') this.text += piece.slice(from, end);
    this.checkLength();
  }

  /** Ends the last record. @throws UserError for a quote that was never closed */
  end(): void {
    if (this.held !== '') this.parse(this.held, false);
    if (this.state === 'quoted') throw this.unterminated('never closed');
    if (this.state !== 'passed over' && (this.state !== 'start' || this.fieldsInRecord > 0)) this.endRecord();
  }

  /** Whether a delimiter of several characters begins here and the piece ends within it. */
  private mayGoOn(piece: string, i: number): boolean {
    const { delimiter } = this;
    return i + delimiter.length > piece.length && delimiter.startsWith(piece.slice(i));
  }

  /** @returns characters of the delimiter or line end that ends the field here; 0 where none does */
  private endsField(c: number, piece: string, from: number, to: number): number {
    const { delimiter } = this;
    const splits = c === this.first && (delimiter.length === 1 || piece.startsWith(delimiter, to));
    if (!splits && c !== LF && c !== CR) return 0;
    this.text += piece.slice(from, to);
    this.checkLength();
    if (splits) {
      this.endField();
      return delimiter.length;
    }
    this.endRecord();
    this.endLine(c);
    return 1;
  }

  private endLine(c: number): void {
    this.afterCr = c === CR;
    this.line++;
    this.recordLine = this.line;
  }

  private endField(): void {
    this.sink.field(this.text, this.recordLine);
    this.text = '';
    this.state = 'start';
    this.fieldsInRecord++;
  }

  private endRecord(): void {
    this.endField();
    this.fieldsInRecord = 0;
    this.sink.record(this.recordLine);
  }

  private checkLength(): void {
    if (this.text.length <= this.longest) return;
    const most = `${inWords(this.longest)} characters`;
    if (this.state === 'quoted') throw this.unterminated(`not closed within ${most}`);
    throw new UserError(
      `field ${this.fieldsInRecord + 1} has more than ${most}`,
      `${this.fileName}, line ${this.recordLine}`,
      'Check that the file is a table of short values, split where its columns are.',
    );
  }

  private textBehindQuote(): UserError {
    return new UserError(
      `text follows a closing quote in field ${this.fieldsInRecord + 1}`,
      `${this.fileName}, line ${this.line}`,
      'Inside a quoted field a quote must be written twice ("").',
      AS_LETTERS,
    );
  }

  private unterminated(how: string): UserError {
    return new UserError(
      `a quote is opened and ${how}`,
      `${this.fileName}, line ${this.quoteLine}`,
      'Close the quote. If it belongs to the text, write it twice ("").',
      AS_LETTERS,
    );
  }
}
