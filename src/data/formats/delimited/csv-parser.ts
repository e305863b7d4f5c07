import { UserError } from '../../../lib/user-error';
import { inWords, LIMITS } from '../../limits';

/** What a parser tells: every field as it ends, every record as it ends. */
export interface CsvSink {
  /** @param line where the record began, from 1 */
  field(text: string, line: number): void;
  /** @param line where the record began, from 1 */
  record(line: number): void;
}

const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * RFC 4180 as a state machine over pieces of text of any size: quoted delimiters, quotes and line ends; CRLF, LF or
 * lone CR. It keeps one field at a time, knows its line at every moment, and so can say where a file goes wrong while
 * it streams, which the CSV libraries we looked at cannot.
 */
export class CsvParser {
  private state: 'start' | 'plain' | 'quoted' | 'quote-in-quoted' = 'start';
  private text = '';
  private line = 1;
  private recordLine = 1;
  private quoteLine = 1;
  private fieldsInRecord = 0;
  private afterCr = false;
  private afterQuotedCr = false;
  private readonly delimiter: number;

  /** @param longest characters of a field */
  constructor(
    delimiter: string,
    private readonly sink: CsvSink,
    private readonly fileName: string,
    private readonly longest = LIMITS.cell,
  ) {
    this.delimiter = delimiter.charCodeAt(0);
  }

  /** @throws UserError with the line, for text after a closing quote and for a field that is too long */
  push(piece: string): void {
    let from = 0;
    for (let i = 0; i < piece.length; i++) {
      const c = piece.charCodeAt(i);
      if (this.afterCr) {
        this.afterCr = false;
        if (c === LF) {
          from = i + 1;
          continue;
        }
      }
      switch (this.state) {
        case 'start':
          if (c === QUOTE) {
            this.state = 'quoted';
            this.quoteLine = this.line;
            from = i + 1;
            break;
          }
          this.state = 'plain';
          from = i;
          if (this.endsField(c, piece, from, i)) from = i + 1;
          break;
        case 'plain':
          if (this.endsField(c, piece, from, i)) from = i + 1;
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
          } else if (this.endsField(c, piece, i, i)) from = i + 1;
          else {
            throw new UserError(
              `text follows a closing quote in field ${this.fieldsInRecord + 1}`,
              `${this.fileName}, line ${this.line}`,
              'Inside a quoted field a quote must be written twice ("").',
            );
          }
          break;
      }
    }
    this.text += this.state === 'start' || this.state === 'quote-in-quoted' ? '' : piece.slice(from);
    this.checkLength();
  }

  /** Ends the last record. @throws UserError for a quote that was never closed */
  end(): void {
    if (this.state === 'quoted') throw this.unterminated('never closed');
    if (this.state !== 'start' || this.fieldsInRecord > 0) this.endRecord();
  }

  private endsField(c: number, piece: string, from: number, to: number): boolean {
    if (c !== this.delimiter && c !== LF && c !== CR) return false;
    this.text += piece.slice(from, to);
    this.checkLength();
    if (c === this.delimiter) {
      this.endField();
      return true;
    }
    this.endRecord();
    this.afterCr = c === CR;
    this.line++;
    this.recordLine = this.line;
    return true;
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

  private unterminated(how: string): UserError {
    return new UserError(
      `a quote is opened and ${how}`,
      `${this.fileName}, line ${this.quoteLine}`,
      'Close the quote. If it belongs to the text, write it twice ("").',
    );
  }
}
