import type { Held } from './held';
import type { Codes } from './table';

/** Rows of a chunk, from the first one on: a table may have very many columns of few rows. */
const [FIRST_ROWS, MOST_ROWS] = [16, 1 << 16];

/** An array of codes that is as wide as the number of distinct values needs. */
export function codesFor(distinct: number, rows: number): Codes {
  return distinct <= 1 << 8 ? new Uint8Array(rows) : distinct <= 1 << 16 ? new Uint16Array(rows) : new Int32Array(rows);
}

/**
 * The codes of a column while it grows: chunks, each as wide as the vocabulary needed it when the chunk was begun, so that
 * nothing is copied until the end.
 */
export class GrowingCodes {
  private readonly chunks: Codes[] = [];
  private chunk: Codes = new Uint8Array(0);
  private filled = 0;
  private limit = 1 << 8;
  rows = 0;

  constructor(private readonly held?: Held) {}

  push(code: number): void {
    if (this.filled === this.chunk.length || code >= this.limit) this.begin(code + 1);
    this.chunk[this.filled++] = code;
    this.rows++;
  }

  /** @param codes as wide as the vocabulary needs it by now */
  append(codes: Codes): void {
    const width = codes.BYTES_PER_ELEMENT;
    for (let at = 0; at < codes.length; ) {
      if (this.filled === this.chunk.length || width > this.chunk.BYTES_PER_ELEMENT) this.begin(2 ** (8 * width));
      const part = codes.subarray(at, at + this.chunk.length - this.filled);
      this.chunk.set(part, this.filled);
      this.filled += part.length;
      this.rows += part.length;
      at += part.length;
    }
  }

  /** All in one array; nothing may be added afterwards. */
  finish(distinct: number): Codes {
    this.close();
    const all = codesFor(distinct, this.rows);
    this.held?.add(all.byteLength);
    let at = 0;
    for (const chunk of this.chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    this.clear();
    return all;
  }

  clear(): void {
    this.held?.add(-this.bytes());
    this.chunks.length = 0;
    this.chunk = new Uint8Array(0);
    this.filled = 0;
    this.rows = 0;
  }

  private begin(distinct: number): void {
    this.close();
    this.chunk = codesFor(distinct, Math.min(MOST_ROWS, Math.max(FIRST_ROWS, this.rows)));
    this.filled = 0;
    this.limit = 2 ** (8 * this.chunk.BYTES_PER_ELEMENT);
    this.held?.add(this.chunk.byteLength);
  }

  private close(): void {
    if (this.filled > 0) this.chunks.push(this.chunk.subarray(0, this.filled));
    this.chunk = new Uint8Array(0);
    this.filled = 0;
  }

  private bytes(): number {
    return this.chunks.reduce((sum, { buffer }) => sum + buffer.byteLength, this.chunk.byteLength);
  }
}
