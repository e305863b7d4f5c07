import type { Format } from '../format';

/** Apache Parquet. Its reader is fetched when such a file is opened. */
export const parquet: Format = {
  name: 'Parquet',

  matches: ({ bytes: [a, b, c, d] }) => (a === 0x50 && b === 0x41 && c === 0x52 && d === 0x31 ? 1 : 0),

  async read(source, options) {
    const { readParquet } = await import('./read-parquet');
    return readParquet(source, options);
  },
};
