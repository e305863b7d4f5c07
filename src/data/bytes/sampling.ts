import { GrowingCodes } from '../table/growing-codes';
import type { Held } from '../table/held';
import type { Column } from '../table/table';
import { Texts } from '../table/texts';
import { columnFacts, type Kernel } from './kernel';

/** A row is kept where its hash is at most this, and at first every row is. */
const ALL = 0xffffffff;

/** A row's hash, 0..2^32 - 1: the same as in `assembly/index.ts`, whoever reads the row. */
export function hashOfRow(row: number, seed: number): number {
  let h = row ^ seed;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

/**
 * An even sample of the rows of a file whose length nobody knows: rows whose hash is small are kept. Each time that there are too many,
 * the bound is halved and about half of the rows are dropped. Which rows are kept depends on their numbers and the seed alone.
 */
export class Sampling {
  private threshold = ALL;
  /** Number in the file of each row that is kept; as long as all are, nothing is written down. */
  private numbers: Uint32Array[] = [];
  private rows = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly seed: number,
  ) {
    kernel.exports.sample(seed, ALL);
  }

  get share(): number {
    return (this.threshold + 1) / 2 ** 32;
  }

  /** Rows that follow those before, as long as all are kept. */
  addAll(rows: number): void {
    this.rows += rows;
  }

  add(numbers: Uint32Array): void {
    this.rows += numbers.length;
    if (this.threshold !== ALL) this.numbers.push(numbers.slice());
  }

  /**
   * Drops about half of the rows, and the texts that occur in no other.
   *
   * @param codes of each column, with all rows; changed in place
   * @returns rows that are left, 0 where no smaller sample can be taken
   */
  halve(codes: GrowingCodes[], held: Held): number {
    const before = this.threshold === ALL ? [Uint32Array.from({ length: this.rows }, (_, row) => row)] : this.numbers;
    this.threshold = Math.floor(this.threshold / 2);
    if (this.threshold === 0) return 0;
    const { exports } = this.kernel;
    const kept: number[] = [];
    const numbers: number[] = [];
    let at = 0;
    for (const chunk of before) {
      for (const number of chunk) {
        if (hashOfRow(number, this.seed) <= this.threshold) {
          kept.push(at);
          numbers.push(number);
        }
        at++;
      }
    }
    this.numbers = [Uint32Array.from(numbers)];
    this.rows = kept.length;
    for (const [c, column] of codes.entries()) codes[c] = this.keepRows(c, column, kept, held);
    exports.sample(this.seed, this.threshold);
    exports.setKept(kept.length);
    return kept.length;
  }

  private keepRows(c: number, column: GrowingCodes, rows: readonly number[], held: Held): GrowingCodes {
    const { exports } = this.kernel;
    const { distinct } = columnFacts(this.kernel, c);
    const all = column.finish(distinct);
    const used = new Uint8Array(distinct);
    for (const row of rows) used[all[row] as number] = 1;
    const at = exports.allocate(Math.max(1, distinct)) >>> 0;
    new Uint8Array(this.kernel.memory.buffer, at, distinct).set(used);
    exports.keep(c, at);
    exports.release(at, Math.max(1, distinct));
    const newCode = new Uint32Array(distinct);
    for (let code = 0, next = 0; code < distinct; code++) if (used[code]) newCode[code] = next++;
    const left = new GrowingCodes(held);
    for (const row of rows) left.push(newCode[all[row] as number] as number);
    held.add(-all.byteLength);
    return left;
  }
}

/** The same column with codes in order of first appearance, which rows that were dropped may have disturbed. */
export function inOrder({ name, codes, values }: Column): Column {
  const newCode = new Int32Array(values.length).fill(-1);
  const [starts, ends] = [new Uint32Array(values.length), new Uint32Array(values.length)];
  let next = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (newCode[code] === -1) {
      starts[next] = values.starts[code] as number;
      ends[next] = values.ends[code] as number;
      newCode[code] = next++;
    }
    codes[row] = newCode[code] as number;
  }
  return { name, codes, values: new Texts(values.bytes, starts, ends) };
}
