import { GrowingCodes } from '../table/growing-codes';
import type { Held } from '../table/held';
import { hashOfBytes, hashOfRow } from '../table/row-hash';
import { thresholdOf } from '../table/row-sample';
import type { Codes, Column } from '../table/table';
import { Texts } from '../table/texts';
import { textsOf } from './column-texts';
import { columnFacts, type Kernel } from './kernel';

/** A row is kept where its hash is at most this, and at first every row is. */
const ALL = 0xffffffff;

export interface SamplingOptions {
  seed: number;
  /** Place of the column whose rows are kept or dropped together. */
  by?: number | undefined;
  /** Chance of a row to begin with. */
  share?: number | undefined;
}

/**
 * An even sample of the rows of a file whose length nobody knows: rows whose hash is small are kept. Each time that there are too many,
 * the bound is halved and about half of the rows are dropped. Which rows are kept depends on the seed and on their numbers alone, or on
 * their values in one column.
 */
export class Sampling {
  private threshold: number;
  /** Number in the file of each row that is kept; as long as all are, nothing is written down. */
  private numbers: Uint32Array[] = [];
  private rows = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly options: SamplingOptions,
  ) {
    this.threshold = thresholdOf(options.share);
    this.keepUpTo(this.threshold);
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
   * @param columns codes of each column, with all rows; changed in place
   * @returns rows that are left, 0 where no smaller sample can be taken
   */
  halve(columns: GrowingCodes[], held: Held): number {
    const { seed, by } = this.options;
    const before = this.threshold === ALL ? [Uint32Array.from({ length: this.rows }, (_, row) => row)] : this.numbers;
    this.threshold = Math.floor(this.threshold / 2);
    if (this.threshold === 0) return 0;
    const finish = (c: number) => (columns[c] as GrowingCodes).finish(columnFacts(this.kernel, c).distinct);
    const deciding = by === undefined ? undefined : { codes: finish(by), ...this.hashesOf(by) };
    const places = new Uint32Array(this.rows);
    const numbers = new Uint32Array(this.rows);
    let [at, left] = [0, 0];
    for (const chunk of before) {
      for (const number of chunk) {
        const code = deciding?.codes[at];
        const hash = deciding && code !== undefined && code !== deciding.empty ? (deciding.hashes[code] as number) : hashOfRow(number, seed);
        if (hash <= this.threshold) {
          places[left] = at;
          numbers[left++] = number;
        }
        at++;
      }
    }
    const kept = places.subarray(0, left);
    this.numbers = [numbers.slice(0, left)];
    this.rows = left;
    for (const c of columns.keys()) columns[c] = this.keepRows(c, deciding && c === by ? deciding.codes : finish(c), kept, held);
    this.keepUpTo(this.threshold);
    this.kernel.exports.setKept(left);
    return left;
  }

  private keepUpTo(threshold: number): void {
    this.kernel.exports.sample(this.options.seed, threshold, this.options.by ?? -1);
  }

  /** Of a column's texts. @returns also the code of the empty one, whose rows stand for themselves */
  private hashesOf(column: number): { hashes: Uint32Array; empty: number } {
    const { bytes, starts, ends } = textsOf(this.kernel, column);
    const hashes = starts.map((start, code) => hashOfBytes(bytes.subarray(start, ends[code]), this.options.seed));
    return { hashes, empty: starts.findIndex((start, code) => start === ends[code]) };
  }

  private keepRows(c: number, all: Codes, rows: Uint32Array, held: Held): GrowingCodes {
    const { exports } = this.kernel;
    const { distinct } = columnFacts(this.kernel, c);
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
