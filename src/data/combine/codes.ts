import type { Codes } from '../table/table';

/** As many codes, as wide as so many distinct texts need. */
export function codesFor(rows: number, distinct: number): Codes {
  return distinct <= 1 << 8 ? new Uint8Array(rows) : distinct <= 1 << 16 ? new Uint16Array(rows) : new Int32Array(rows);
}
