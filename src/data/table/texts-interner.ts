import { Texts } from '../table/texts';

/** So that nobody can make a file whose texts all fall on one place. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/** From so many bytes on, memory grows by a quarter at a time rather than to the double. */
const LARGE = 1 << 24;

const encoder = new TextEncoder();
const SHORT = 32;
/** A text as UTF-8, and longer ones than it holds make it larger. */
let scratch = new Uint8Array(256);

/** Gives texts codes in order of first appearance, from their bytes: no string is held. Open addressing over one piece of memory. */
export class TextsInterner {
  /** Code + 1 of the text at each place, or 0. */
  private places = new Int32Array(8);
  private hashes = new Int32Array(4);
  private bytes = new Uint8Array(32);
  private starts = new Uint32Array(5);
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** The code of `bytes[from .. to)`, which is new where no text before was the same. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const place = this.placeOf(hash, bytes, from, to);
    const known = this.places[place] as number;
    if (known > 0) return known - 1;
    const code = this.count++;
    this.places[place] = this.count;
    this.keep(code, hash, bytes, from, to);
    if (this.count * 2 > this.places.length) this.spread();
    return code;
  }

  /** As `add`, of a string. A lone surrogate, which UTF-8 cannot hold, becomes the replacement character. */
  addText(text: string): number {
    return this.add(scratch, 0, encode(text));
  }

  /** The code of `bytes[from .. to)`; -1 where it is not known. */
  find(bytes: Uint8Array, from: number, to: number): number {
    return (this.places[this.placeOf(hashOf(bytes, from, to), bytes, from, to)] as number) - 1;
  }

  /** @returns undefined where there is no such code */
  textAt(code: number): string | undefined {
    return code < this.count ? this.texts().at(code) : undefined;
  }

  /** The texts, by code. They stay where they are: nothing may be added afterwards. */
  texts(): Texts {
    return new Texts(this.bytes.subarray(0, this.starts[this.count] as number), this.starts.subarray(0, this.count + 1));
  }

  private placeOf(hash: number, bytes: Uint8Array, from: number, to: number): number {
    const { places, hashes } = this;
    const last = places.length - 1;
    for (let place = hash & last; ; place = (place + 1) & last) {
      const code = (places[place] as number) - 1;
      if (code < 0 || (hashes[code] === hash && this.same(code, bytes, from, to))) return place;
    }
  }

  private same(code: number, bytes: Uint8Array, from: number, to: number): boolean {
    const own = this.starts[code] as number;
    if ((this.starts[code + 1] as number) - own !== to - from) return false;
    for (let i = 0; i < to - from; i++) if (this.bytes[own + i] !== bytes[from + i]) return false;
    return true;
  }

  private keep(code: number, hash: number, bytes: Uint8Array, from: number, to: number): void {
    const start = this.starts[code] as number;
    const end = start + to - from;
    if (end > this.bytes.length) this.bytes = larger(this.bytes, end);
    this.bytes.set(bytes.subarray(from, to), start);
    if (code + 2 > this.starts.length) this.starts = larger(this.starts, code + 2);
    if (code + 1 > this.hashes.length) this.hashes = larger(this.hashes, code + 1);
    this.starts[code + 1] = end;
    this.hashes[code] = hash;
  }

  /** Twice as many places. */
  private spread(): void {
    const places = new Int32Array(this.places.length * 2);
    const last = places.length - 1;
    for (let code = 0; code < this.count; code++) {
      let place = (this.hashes[code] as number) & last;
      while (places[place] !== 0) place = (place + 1) & last;
      places[place] = code + 1;
    }
    this.places = places;
  }
}

/** A copy with room for at least `needed`, and for some more. */
function larger<T extends Uint8Array | Uint32Array | Int32Array>(array: T, needed: number): T {
  const more = array.byteLength < LARGE ? array.length : array.length >>> 2;
  const copy = new (array.constructor as new (length: number) => T)(Math.max(needed, array.length + more));
  copy.set(array);
  return copy;
}

/** Writes a text into `scratch`. @returns its bytes */
function encode(text: string): number {
  const { length } = text;
  if (3 * length > scratch.length) scratch = new Uint8Array(Math.max(3 * length, 2 * scratch.length));
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    // By hand a short text of plain letters is written faster.
    if (unit > 127 || length > SHORT) return encoder.encodeInto(text, scratch).written;
    scratch[i] = unit;
  }
  return length;
}

/** FNV-1a with a final avalanche. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let h = SEED ^ (to - from);
  for (let i = from; i < to; i++) h = Math.imul(h ^ (bytes[i] as number), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
