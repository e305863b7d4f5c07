/** Fewer are compared: counting goes through all values of sixteen bits, however few there are. */
const FEW = 2000;

/**
 * Sorts by number, by counting: sixteen bits at a time, from the last to the first.
 *
 * @param numbers of each code, none of them NaN
 * @param codes sorted in place; those of equal numbers keep their order
 */
export function sortByNumber(numbers: Float64Array, codes: Uint32Array): void {
  const { length } = codes;
  if (length < FEW) {
    codes.sort((a, b) => (numbers[a] as number) - (numbers[b] as number));
    return;
  }
  const values = new Float64Array(length);
  // -0 and 0 are equal.
  for (let i = 0; i < length; i++) values[i] = (numbers[codes[i] as number] as number) + 0;
  const words = new Uint32Array(values.buffer);
  const bigEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 0;
  let [low, high] = [new Uint32Array(length), new Uint32Array(length)];
  for (let i = 0; i < length; i++) {
    const [first, second] = [words[2 * i] as number, words[2 * i + 1] as number];
    const [lower, upper] = bigEndian ? [second, first] : [first, second];
    // The bits of a positive number have its order behind a one; those of a negative one the reverse.
    const negative = upper >>> 31 === 1;
    low[i] = negative ? ~lower : lower;
    high[i] = negative ? ~upper : upper ^ 0x80000000;
  }
  let [nextLow, nextHigh] = [new Uint32Array(length), new Uint32Array(length)];
  let [now, next] = [codes.slice(), new Uint32Array(length)];
  const counts = new Uint32Array((1 << 16) + 1);
  for (let pass = 0; pass < 4; pass++) {
    const key = pass < 2 ? low : high;
    const shift = pass % 2 === 0 ? 0 : 16;
    counts.fill(0);
    for (let i = 0; i < length; i++) {
      const place = (((key[i] as number) >>> shift) & 0xffff) + 1;
      counts[place] = (counts[place] as number) + 1;
    }
    for (let i = 1; i < counts.length; i++) counts[i] = (counts[i] as number) + (counts[i - 1] as number);
    for (let i = 0; i < length; i++) {
      const bits = ((key[i] as number) >>> shift) & 0xffff;
      const place = counts[bits] as number;
      counts[bits] = place + 1;
      next[place] = now[i] as number;
      nextLow[place] = low[i] as number;
      nextHigh[place] = high[i] as number;
    }
    [now, next, low, nextLow, high, nextHigh] = [next, now, nextLow, low, nextHigh, high];
  }
  codes.set(now);
}
