import { UserError } from '../../lib/user-error';

/** UTF-8 that knows the line on which it goes wrong; a byte order mark is dropped. */
export class StrictDecoder {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private lines = 1;

  constructor(private readonly fileName: string) {}

  /** @throws UserError with the line, where the bytes are no UTF-8 */
  decode(bytes: Uint8Array): string {
    try {
      const text = this.decoder.decode(bytes, { stream: true });
      this.lines += countLines(text);
      return text;
    } catch {
      // Decoded again with marks for what is wrong, to count the lines before the first mark.
      const marked = new TextDecoder('utf-8').decode(bytes);
      throw this.wrong(this.lines + countLines(marked.slice(0, Math.max(0, marked.indexOf('\uFFFD')))));
    }
  }

  /** What is left. @throws UserError with the line, where the last letter is cut off */
  finish(): string {
    try {
      return this.decoder.decode();
    } catch {
      throw this.wrong(this.lines);
    }
  }

  private wrong(line: number): UserError {
    return new UserError('this is not UTF-8 text', `${this.fileName}, line ${line}`, 'Save the file as UTF-8 (in Excel: "CSV UTF-8").');
  }
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
