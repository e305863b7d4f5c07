import type { Texts } from '../table/texts';

/** Runs that are shorter are compared text by text: counting their bytes would take longer. */
const SHORT_RUN = 48;
const WORD = 8;

/**
 * Sorts texts by code point without making any: UTF-8 has the order of its code points. Eight bytes at a time are sorted by counting,
 * from the last of them to the first; texts that share them go on behind them.
 *
 * @param codes which of the texts; sorted in place
 */
export function sortTexts(texts: Texts, codes: Uint32Array): void {
  new Sorter(texts, codes).sort(0, codes.length, 0);
}

class Sorter {
  private readonly spare: Uint32Array;
  /** The eight bytes at hand of each text, in two halves, and where they are put in between. */
  private readonly keys: [high: Uint32Array, low: Uint32Array];
  private readonly spareKeys: [high: Uint32Array, low: Uint32Array];
  private readonly counts = new Uint32Array(257);

  constructor(
    private readonly texts: Texts,
    private readonly codes: Uint32Array,
  ) {
    const { length } = codes;
    this.spare = new Uint32Array(length);
    this.keys = [new Uint32Array(length), new Uint32Array(length)];
    this.spareKeys = [new Uint32Array(length), new Uint32Array(length)];
  }

  /** @param depth bytes that all texts from `from` to `to` share */
  sort(from: number, to: number, depth: number): void {
    // Runs still to be sorted: a list of its own, since texts may share very many bytes.
    const open: [from: number, to: number, depth: number][] = [[from, to, depth]];
    for (let run = open.pop(); run; run = open.pop()) {
      const [begin, end, shared] = run;
      if (end - begin < SHORT_RUN) {
        this.insert(begin, end, shared);
        continue;
      }
      this.readKeys(begin, end, shared);
      for (const half of [1, 0] as const) for (let shift = 0; shift < 32; shift += 8) this.pass(begin, end, half, shift);
      this.eachRun(begin, end, (first, last) => {
        const rest = this.endedFirst(first, last, shared + WORD);
        if (last - rest > 1) open.push([rest, last, shared + WORD]);
      });
    }
  }

  private readKeys(from: number, to: number, depth: number): void {
    const { bytes, starts, ends } = this.texts;
    const [high, low] = this.keys;
    for (let i = from; i < to; i++) {
      const code = this.codes[i] as number;
      const at = (starts[code] as number) + depth;
      const end = ends[code] as number;
      let [upper, lower] = [0, 0];
      for (let b = 0; b < 4; b++) upper = (upper << 8) | (at + b < end ? (bytes[at + b] as number) : 0);
      for (let b = 4; b < WORD; b++) lower = (lower << 8) | (at + b < end ? (bytes[at + b] as number) : 0);
      high[i] = upper;
      low[i] = lower;
    }
  }

  /** One byte of the keys; what is equal in it keeps its order. */
  private pass(from: number, to: number, half: 0 | 1, shift: number): void {
    const { counts, codes, spare } = this;
    const [high, low] = this.keys;
    const [spareHigh, spareLow] = this.spareKeys;
    const key = this.keys[half];
    counts.fill(0);
    for (let i = from; i < to; i++) {
      const place = (((key[i] as number) >>> shift) & 255) + 1;
      counts[place] = (counts[place] as number) + 1;
    }
    // All have the same byte, as in what all begin with.
    if (counts.includes(to - from)) return;
    for (let byte = 1; byte < 257; byte++) counts[byte] = (counts[byte] as number) + (counts[byte - 1] as number);
    for (let i = from; i < to; i++) {
      const byte = ((key[i] as number) >>> shift) & 255;
      const place = from + (counts[byte] as number);
      counts[byte] = (counts[byte] as number) + 1;
      spare[place] = codes[i] as number;
      spareHigh[place] = high[i] as number;
      spareLow[place] = low[i] as number;
    }
    codes.set(spare.subarray(from, to), from);
    high.set(spareHigh.subarray(from, to), from);
    low.set(spareLow.subarray(from, to), from);
  }

  /** Every run of more than one text with the same keys. */
  private eachRun(from: number, to: number, tell: (first: number, last: number) => void): void {
    const [high, low] = this.keys;
    let first = from;
    for (let i = from + 1; i <= to; i++) {
      if (i < to && high[i] === high[first] && low[i] === low[first]) continue;
      if (i - first > 1) tell(first, i);
      first = i;
    }
  }

  /** Texts that end within their key come first, the shortest first: what follows them was read as zeros. @returns where the others begin */
  private endedFirst(from: number, to: number, depth: number): number {
    const { starts, ends } = this.texts;
    const lengthOf = (code: number) => (ends[code] as number) - (starts[code] as number);
    const run = Array.from(this.codes.subarray(from, to));
    const ended = run.filter((code) => lengthOf(code) <= depth);
    if (ended.length === 0) return from;
    ended.sort((a, b) => lengthOf(a) - lengthOf(b));
    this.codes.set(ended, from);
    this.codes.set(
      run.filter((code) => lengthOf(code) > depth),
      from + ended.length,
    );
    return from + ended.length;
  }

  private insert(from: number, to: number, depth: number): void {
    const { codes } = this;
    for (let i = from + 1; i < to; i++) {
      const code = codes[i] as number;
      let at = i;
      for (; at > from && this.compare(codes[at - 1] as number, code, depth) > 0; at--) codes[at] = codes[at - 1] as number;
      codes[at] = code;
    }
  }

  private compare(a: number, b: number, depth: number): number {
    const { bytes, starts, ends } = this.texts;
    let [x, y] = [(starts[a] as number) + depth, (starts[b] as number) + depth];
    const [xEnd, yEnd] = [ends[a] as number, ends[b] as number];
    for (; x < xEnd && y < yEnd; x++, y++) {
      const difference = (bytes[x] as number) - (bytes[y] as number);
      if (difference !== 0) return difference;
    }
    return xEnd - x - (yEnd - y);
  }
}
