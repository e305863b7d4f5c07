/** Whole numbers of any length, compared digit by digit: ids of 18 or 19 digits are beyond what a double tells apart. */

/** Digits that a double always tells apart. */
const SAFE_DIGITS = 15;

/**
 * A whole number in its one form: no plus, no zeros in front, none behind a point, `-0` as `0`.
 *
 * @returns undefined where the text is no whole number in plain digits
 */
export function wholeNumber(text: string): string | undefined {
  const [, sign = '', digits = ''] = /^([-+]?)(\d+)(?:\.0*)?$/.exec(text.trim()) ?? [];
  if (digits === '') return undefined;
  let zeros = 0;
  while (zeros < digits.length - 1 && digits[zeros] === '0') zeros++;
  const plain = digits.slice(zeros);
  return sign === '-' && plain !== '0' ? `-${plain}` : plain;
}

/**
 * Compares two texts that are numbers. Whole numbers of many digits are compared exactly, all others as doubles.
 *
 * @returns below 0 where `a` is less, above 0 where it is greater, 0 where they are equal
 */
export function compareNumbers(a: string, b: string): number {
  if (a.length <= SAFE_DIGITS || b.length <= SAFE_DIGITS) return Number(a) - Number(b);
  const [x, y] = [wholeNumber(a), wholeNumber(b)];
  return x === undefined || y === undefined ? Number(a) - Number(b) : compareWhole(x, y);
}

/** @param a, b in the one form */
function compareWhole(a: string, b: string): number {
  const [negative, other] = [a.startsWith('-'), b.startsWith('-')];
  if (negative !== other) return negative ? -1 : 1;
  const size = a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
  return negative && size !== 0 ? -size : size;
}
