import { letterCounts, NotUtf8 } from './encoding';

/** UTF-8 that knows the line on which it goes wrong; a byte order mark is dropped. */
export class StrictDecoder {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private lines = 1;
  /** Whether a letter beyond ASCII was there. */
  private letters = false;

  constructor(private readonly fileName: string) {}

  /** @throws NotUtf8 with the line, where the bytes are no UTF-8 */
  decode(bytes: Uint8Array): string {
    try {
      const text = this.decoder.decode(bytes, { stream: true });
      this.lines += countLines(text);
      if (text.length !== bytes.length && !this.letters) this.letters = letterCounts(text).right > 0;
      return text;
    } catch {
      // Decoded again with marks for what is wrong, to count the lines before the first mark.
      const marked = new TextDecoder('utf-8').decode(bytes, { stream: true });
      const line = this.lines + countLines(marked.slice(0, Math.max(0, marked.indexOf('\uFFFD'))));
      throw new NotUtf8(this.fileName, line, this.letters || !letterCounts(marked).isOther);
    }
  }

  /**
   * Passes bytes that are known to be right, and may not follow a part of a letter.
   *
   * @param feeds line feeds among them
   * @param letters whether there are letters beyond ASCII
   */
  pass(feeds: number, letters = false): void {
    this.lines += feeds;
    this.letters ||= letters;
  }

  /** Whether a letter beyond ASCII was there. */
  get hasLetters(): boolean {
    return this.letters;
  }

  /** What is left. @throws NotUtf8 with the line, where the last letter is cut off */
  finish(): string {
    try {
      return this.decoder.decode();
    } catch {
      throw new NotUtf8(this.fileName, this.lines, this.letters);
    }
  }
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
