/**
 * What a table may hold. A file beyond this is sampled or refused while it streams, before it has taken the memory of the page:
 * a small gzip file may unpack into anything.
 */
export interface Limits {
  /** Columns. Each is looked at, described and shown, and takes about a kilobyte before it holds anything. */
  columns: number;
  /** Characters of a column's name, which stands in lists, figures and sentences. A longer one is no name. */
  name: number;
  /** Rows times columns. A cell takes 4 bytes, and up to 8 while its column grows. */
  cells: number;
  /** Characters of one cell. A longer one is no cell: a quote was never closed, or the file is no table. */
  cell: number;
  /** Characters of one JSON object. */
  object: number;
  /** Distinct values of one column. A `Map` cannot hold more. */
  distinct: number;
  /** Bytes of all columns' distinct values, as `bytesOfValue` counts them. */
  text: number;
  /** Bytes of the file once it is unpacked. */
  unpacked: number;
}

/** Sized for a browser's tab, which has about 4 GiB: the cells at their fullest take 2, and the distinct values 2. */
export const LIMITS: Limits = {
  columns: 20_000,
  name: 1000,
  cells: 1 << 28,
  cell: 1 << 22,
  object: 1 << 26,
  distinct: (1 << 24) - 1,
  text: 2 ** 31,
  unpacked: 2 ** 34,
};

/** What a text and its place in a `Map` and a list take besides its characters, about. */
export const TEXT_BESIDES = 80;

export function bytesOfValue(text: string): number {
  return text.length + TEXT_BESIDES;
}

/** A limit as a person reads it. */
export const inWords = (limit: number) => limit.toLocaleString('en');
