/**
 * The small language in which a configuration says which values of a column it means:
 *
 *     "> 3"   "<= 17"   "25..34" (both ends belong)   "= yes"   "1, 18" (any of these)   "click" (just this)
 *
 * Comparisons and ranges are numeric; a value that is no number meets none of them.
 */
export interface ValueTest {
  readonly text: string;
  /** Whether a cell's text meets the test. */
  readonly accepts: (cell: string) => boolean;
}

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const COMPARISON = new RegExp(`^(<=|>=|<|>)\\s*(${NUMBER})$`);
const RANGE = new RegExp(`^(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})$`);

export const VALUE_TEST_HELP = 'a comparison such as "> 3", a range such as "25..34", or values such as "1, 18"';

/** @returns the test, or a text that says what is wrong with it. */
export function parseValueTest(text: string): ValueTest | string {
  const trimmed = text.trim();
  if (trimmed === '') return `is empty; it must be ${VALUE_TEST_HELP}`;

  const comparison = COMPARISON.exec(trimmed);
  if (comparison) {
    const bound = Number(comparison[2]);
    const compare = { '<': lt, '<=': le, '>': gt, '>=': ge }[comparison[1] as '<' | '<=' | '>' | '>='];
    return { text: trimmed, accepts: (cell) => isNumeric(cell) && compare(Number(cell), bound) };
  }
  const range = RANGE.exec(trimmed);
  if (range) {
    const [low, high] = [Number(range[1]), Number(range[2])];
    if (low > high) return `has its ends the wrong way round: ${low} is above ${high}`;
    return { text: trimmed, accepts: (cell) => isNumeric(cell) && Number(cell) >= low && Number(cell) <= high };
  }
  if (/^[<>]/.test(trimmed)) return `compares with something that is no number; it must be ${VALUE_TEST_HELP}`;

  const wanted = new Set(
    trimmed
      .replace(/^=\s*/, '')
      .split(',')
      .map((value) => value.trim()),
  );
  // "1" also means a cell written "1.0": a numeric value is compared as a number where both are one.
  const numbers = new Set([...wanted].filter(isNumeric).map(Number));
  return {
    text: trimmed,
    accepts: (cell) => wanted.has(cell.trim()) || (isNumeric(cell) && numbers.has(Number(cell))),
  };
}

/** Whether the whole cell is one finite number. */
export function isNumeric(cell: string): boolean {
  const trimmed = cell.trim();
  return trimmed !== '' && Number.isFinite(Number(trimmed)) && !/^[-+]?0[xob]/i.test(trimmed);
}

const lt = (a: number, b: number) => a < b;
const le = (a: number, b: number) => a <= b;
const gt = (a: number, b: number) => a > b;
const ge = (a: number, b: number) => a >= b;
