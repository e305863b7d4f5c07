/** Hashes by which rows are kept or dropped: from a seed and the row alone, so that neither the order nor the pieces of a file matter. */

/** A number's hash, 0..2^32 - 1: the same as in `bytes/assembly/index.ts`, whoever reads the row. */
export function hashOfRow(row: number, seed: number): number {
  let h = row ^ seed;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}

/** The hash of a text's UTF-8: FNV-1a, whose bits are then mixed as a row number's are. The same as in `bytes/assembly/index.ts`. */
export function hashOfBytes(bytes: Uint8Array, seed: number): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) h = Math.imul(h ^ (bytes[i] as number), 0x01000193);
  return hashOfRow(h, seed);
}

/**
 * The hash that decides whether a row is kept.
 *
 * @param number of the row in its file, from 0
 * @param value UTF-8 of what it has in the column whose rows stay together; where it has nothing there, the row stands for itself
 */
export function hashToKeepBy(number: number, value: Uint8Array, seed: number): number {
  return value.length === 0 ? hashOfRow(number, seed) : hashOfBytes(value, seed);
}
