const encoder = new TextEncoder();
/** What looks like a byte order mark belongs to the text. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A shorter text of plain letters is read faster by hand than by the decoder. */
const SHORT = 24;

/**
 * A list of texts that may hold millions, as UTF-8 in one piece of memory: a string each would take about 80 bytes more.
 * A text is made when it is asked for.
 */
export class Texts implements Iterable<string> {
  /**
   * @param bytes UTF-8 of all texts; with `ends` there may be anything between them
   * @param starts where each begins: [length] with `ends`, else [length + 1], the next one's begin being its end
   * @param ends [length] where each ends
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly starts: Uint32Array,
    readonly ends: Uint32Array = starts.subarray(1),
  ) {}

  /** Lone surrogates, which UTF-8 cannot hold, become the replacement character. */
  static of(texts: readonly string[]): Texts {
    const encoded = texts.map((text) => encoder.encode(text));
    const starts = new Uint32Array(texts.length + 1);
    for (const [i, { length }] of encoded.entries()) starts[i + 1] = (starts[i] as number) + length;
    const bytes = new Uint8Array(starts[texts.length] as number);
    for (const [i, each] of encoded.entries()) bytes.set(each, starts[i] as number);
    return new Texts(bytes, starts);
  }

  get length(): number {
    return this.ends.length;
  }

  /** @param i 0..length - 1. @returns undefined where there is no such text */
  at(i: number): string | undefined {
    if (!Number.isInteger(i) || i < 0 || i >= this.length) return undefined;
    const [from, to] = [this.starts[i] as number, this.ends[i] as number];
    if (to - from > SHORT) return decoder.decode(this.bytes.subarray(from, to));
    let text = '';
    for (let b = from; b < to; b++) {
      const byte = this.bytes[b] as number;
      if (byte > 127) return decoder.decode(this.bytes.subarray(from, to));
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** UTF-16 units of a text, its length as a string. @param i 0..length - 1 */
  unitsOf(i: number): number {
    let units = 0;
    for (let b = this.starts[i] as number; b < (this.ends[i] as number); b++) {
      const byte = this.bytes[b] as number;
      // A byte that goes on with a letter counts nothing, and a letter of four bytes is a pair.
      if (byte >> 6 !== 2) units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
  }

  *[Symbol.iterator](): IterableIterator<string> {
    for (let i = 0; i < this.length; i++) yield this.at(i) as string;
  }

  /** As of an array. */
  map<T>(made: (text: string, i: number) => T): T[] {
    return Array.from({ length: this.length }, (_, i) => made(this.at(i) as string, i));
  }

  /** As of an array. */
  some(meets: (text: string) => boolean): boolean {
    for (const text of this) if (meets(text)) return true;
    return false;
  }

  /** As of an array. */
  filter(meets: (text: string) => boolean): string[] {
    return Array.from(this).filter(meets);
  }
}
