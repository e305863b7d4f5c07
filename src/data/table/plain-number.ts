const [SPACE, PLUS, MINUS, POINT, ZERO, NINE] = [32, 43, 45, 46, 48, 57];

/** Up to 15 digits are whole numbers that a double holds, and 10 to the 22nd is the last power of ten that it holds. */
const [MOST_DIGITS, MOST_PLACES] = [15, 22];
const POWERS = Float64Array.from({ length: MOST_PLACES + 1 }, (_, i) => Number(`1e${i}`));

/**
 * The number that a piece of UTF-8 is, for what most cells hold: a sign, a few digits, a point. Both parts of the division are exact,
 * so the result is the nearest double, as `Number` gives it.
 *
 * @returns NaN where it is no such text: it may still be a number
 */
export function plainNumber(bytes: Uint8Array, from: number, to: number): number {
  let [start, end] = [from, to];
  while (start < end && bytes[start] === SPACE) start++;
  while (start < end && bytes[end - 1] === SPACE) end--;
  const sign = bytes[start];
  let at = sign === MINUS || sign === PLUS ? start + 1 : start;
  let [value, digits, places, seenPoint] = [0, 0, 0, false];
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= ZERO && byte <= NINE) {
      value = 10 * value + byte - ZERO;
      digits++;
      if (seenPoint) places++;
    } else if (byte === POINT && !seenPoint) seenPoint = true;
    else return Number.NaN;
  }
  if (digits === 0 || digits > MOST_DIGITS) return Number.NaN;
  const size = value / (POWERS[places] as number);
  // There is no -0: it would be a value of its own.
  return sign === MINUS ? 0 - size : size;
}
