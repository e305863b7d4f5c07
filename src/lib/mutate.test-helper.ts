import type { Random } from './random';

/** Changes that damage a file as transport, other programs and ill will do. */
type Change = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const joined = (...parts: Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** A part of some bytes, most often a short one. */
function spanOf(bytes: Uint8Array, random: Random): [from: number, to: number] {
  const from = random.below(bytes.length + 1);
  const longest = random.below(4) === 0 ? bytes.length : 16;
  return [from, Math.min(bytes.length, from + random.below(longest + 1))];
}

function put(bytes: Uint8Array, values: readonly number[], random: Random): Uint8Array {
  // Headers stand at the beginning and at the end.
  const near = Math.min(bytes.length, 200);
  const at = [random.below(bytes.length), random.below(near), bytes.length - 1 - random.below(near)][random.below(3)] as number;
  const copy = bytes.slice();
  for (const [i, value] of values.entries()) if (at + i < copy.length) copy[at + i] = value;
  return copy;
}

/** Numbers that are too large for what they count, as files of bytes and of text write them. */
const HUGE: readonly (readonly number[])[] = [
  [0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0x7f],
  [0, 0, 0, 0x80],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80],
  [...new TextEncoder().encode('1e999')],
  [...new TextEncoder().encode('9'.repeat(40))],
];

const CHANGES: readonly Change[] = [
  (bytes, random) => put(bytes, [(bytes[random.below(bytes.length)] as number) ^ (1 << random.below(8))], random),
  (bytes, random) => put(bytes, [random.below(256)], random),
  (bytes, random) => put(bytes, HUGE[random.below(HUGE.length)] as readonly number[], random),
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  (bytes, random) => {
    const [from, to] = spanOf(bytes, random);
    return joined(bytes.subarray(0, from), bytes.subarray(to));
  },
  (bytes, random) => {
    const [from, to] = spanOf(bytes, random);
    const again = Array.from({ length: 1 + random.below(40) }, () => bytes.subarray(from, to));
    return joined(bytes.subarray(0, to), ...again, bytes.subarray(to));
  },
  (bytes, random, other) => {
    const [from, to] = spanOf(other, random);
    const [begin, end] = spanOf(bytes, random);
    return joined(bytes.subarray(0, begin), other.subarray(from, to), bytes.subarray(end));
  },
  (bytes, random) => {
    const [from] = spanOf(bytes, random);
    return joined(bytes.subarray(0, from), new Uint8Array(1 + random.below(100)), bytes.subarray(from));
  },
];

/** The bytes with one to four changes. @param other bytes of another file, of which parts may be put in */
export function mutated(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let all = bytes;
  for (let left = 1 + random.below(4); left > 0 && all.length > 0; left--) all = (CHANGES[random.below(CHANGES.length)] as Change)(all, random, other);
  return all;
}
