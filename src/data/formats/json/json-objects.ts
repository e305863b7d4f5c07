import { UserError } from '../../../lib/user-error';
import { inWords } from '../../limits';

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COMMA, LF] = [34, 92, 123, 125, 91, 93, 44, 10];
const isSpace = (c: number) => c === 32 || c === LF || c === 13 || c === 9 || c === 0xfeff;

/**
 * Cuts a stream of text into the JSON objects that stand in it, one after the other: an object a line, or the objects of
 * one list. It keeps one object at a time.
 */
export class JsonObjects {
  private text = '';
  private depth = 0;
  private inString = false;
  private escaped = false;
  private line = 1;
  private objectLine = 1;
  /** Whether the objects are those of one list. */
  private list: 'no' | 'open' | 'closed' | undefined;
  /** Whether an object ended on the line on which it began: then each one does. */
  private oneLine: boolean | undefined;

  /** @param longest characters of an object */
  constructor(
    private readonly take: (object: string, line: number) => void,
    private readonly fileName: string,
    private readonly longest: number,
  ) {}

  /** @throws UserError with the line, where something else than an object stands */
  push(piece: string): void {
    let from = 0;
    for (let i = 0; i < piece.length; i++) {
      const c = piece.charCodeAt(i);
      if (c === LF) this.line++;
      if (this.depth === 0) {
        if (this.between(c)) from = i;
        continue;
      }
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (c === BACKSLASH) this.escaped = true;
        else if (c === QUOTE) this.inString = false;
        continue;
      }
      if (c === QUOTE) this.inString = true;
      else if (c === OPEN || c === OPEN_LIST) this.depth++;
      else if (c === CLOSE || c === CLOSE_LIST) {
        if (--this.depth > 0) continue;
        this.oneLine ??= this.line === this.objectLine;
        this.take(this.text + piece.slice(from, i + 1), this.objectLine);
        this.text = '';
      } else if (c === LF && this.oneLine && this.list === 'no') throw this.unclosed('is not closed on its line');
    }
    if (this.depth === 0) return;
    this.text += piece.slice(from);
    if (this.text.length > this.longest) throw this.unclosed(`is longer than ${inWords(this.longest)} characters`);
  }

  /** @throws UserError where the last object, or the list, is cut off */
  end(): void {
    if (this.depth > 0) throw this.unclosed('is never closed: the file may be cut off');
    if (this.list === 'open')
      throw new UserError('the list of objects is never closed: the file may be cut off', `${this.fileName}, line ${this.line}`, 'Download it again.');
  }

  /** What stands between objects. @returns whether one begins here */
  private between(c: number): boolean {
    if (isSpace(c) || (c === COMMA && this.list === 'open')) return false;
    if (c === OPEN && this.list !== 'closed') {
      this.list ??= 'no';
      this.depth = 1;
      this.objectLine = this.line;
      return true;
    }
    if (c === OPEN_LIST && this.list === undefined) this.list = 'open';
    else if (c === CLOSE_LIST && this.list === 'open') this.list = 'closed';
    else throw new UserError('an object {…} should begin here', `${this.fileName}, line ${this.line}`, 'Write one object a line, or one list of objects.');
    return false;
  }

  private unclosed(how: string): UserError {
    return new UserError(`the object that begins here ${how}`, `${this.fileName}, line ${this.objectLine}`, 'Write one object a line, or one list of objects.');
  }
}
