import type { Sampled } from '../../protocol/sampled';
import { hashToKeepBy } from './row-hash';

/** Which rows of a file are to be kept, where not all fit. */
export interface SampleOptions {
  seed: number;
  /** The column whose rows stay together: all rows of one of its values are kept, or none. Left out: each row stands for itself. */
  by?: string | undefined;
  /** Chance of a row to begin with, where another file of the same rows has it already: 1/2, 1/4, … Left out: 1. */
  share?: number | undefined;
}

/** The bound of the hashes of a share of the rows. */
export const thresholdOf = (share = 1): number => Math.floor(share * 2 ** 32) - 1;

/** A row is kept where its hash is at most this, and at first every row is. */
const ALL = 0xffffffff;
const FIRST_ROOM = 1 << 12;
const encoder = new TextEncoder();

/**
 * An even sample of the rows of a file whose length nobody knows: those whose hash is small. Each time that there are too many, the
 * bound is halved.
 */
export class RowSample {
  private threshold: number;
  /** Number in the file of each row that is kept; as long as all are, nothing is written down. */
  private numbers = new Uint32Array(0);
  private kept = 0;
  /** Rows that were met so far, kept or not. */
  seen = 0;

  constructor(readonly options: SampleOptions) {
    this.threshold = thresholdOf(options.share);
  }

  /** Chance of a row, in 0..1. */
  get share(): number {
    return (this.threshold + 1) / 2 ** 32;
  }

  /** What is said of the sample; nothing where all rows were kept. */
  get sampled(): Sampled | undefined {
    const { by } = this.options;
    return this.threshold === ALL ? undefined : { of: this.seen, kept: this.kept, share: this.share, ...(by !== undefined && { by }) };
  }

  /** Whether the next row of the file is kept. @param text of the column whose rows stay together; none: empty */
  next(text: string): boolean {
    const number = this.seen++;
    if (!this.keeps(number, text)) return false;
    if (this.threshold !== ALL) this.note(this.kept, number);
    this.kept++;
    return true;
  }

  /** Whether a row is among those of small hash. */
  keeps(number: number, text: string): boolean {
    return this.threshold === ALL || hashToKeepBy(number, encoder.encode(text), this.options.seed) <= this.threshold;
  }

  /**
   * Halves the bound.
   *
   * @param textOf as for `next`, of each row that is kept so far
   * @returns places of those that are still kept, among them; undefined where the bound cannot be smaller
   */
  halve(textOf: (place: number) => string): Uint32Array | undefined {
    const all = this.threshold === ALL;
    const half = Math.floor(this.threshold / 2);
    if (half === 0) return undefined;
    this.threshold = half;
    const places = new Uint32Array(this.kept);
    let left = 0;
    for (let place = 0; place < this.kept; place++) {
      const number = all ? place : (this.numbers[place] as number);
      if (!this.keeps(number, textOf(place))) continue;
      places[left] = place;
      this.note(left++, number);
    }
    this.kept = left;
    return places.subarray(0, left);
  }

  private note(place: number, number: number): void {
    if (place >= this.numbers.length) {
      const more = new Uint32Array(Math.max(FIRST_ROOM, 2 * this.numbers.length));
      more.set(this.numbers);
      this.numbers = more;
    }
    this.numbers[place] = number;
  }
}
