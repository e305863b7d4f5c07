/** Bytes of a number of 64 bits. */
const MOST_NUMBER = 10;

/**
 * Numbers may be written as what they add to the one before (DELTA_BINARY_PACKED). The reader takes 32 bits of the first one of a column
 * of 32 bits; DuckDB writes 33 where it is unsigned and large.
 *
 * @param page what the page holds, unpacked
 * @param from where its levels end
 * @throws Error where the first number has more than 32 bits: it would be read as another one
 */
export function checkFirst(page: Uint8Array, from: number): void {
  let at = from;
  const number = () => {
    let [result, scale] = [0, 1];
    for (let i = 0; i < MOST_NUMBER && at < page.length; i++) {
      const byte = page[at++] as number;
      result += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return result;
    }
    throw new Error('a number never ends');
  };
  // Values of a block, its parts, and how many there are; then the first one.
  for (let i = 0; i < 3; i++) number();
  if (number() > 0xffffffff) throw new Error('a whole number of 32 bits is written in more: write the column as 64 bits');
}
