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

export const VALUE_TEST_HELP = 'a comparison such as "> 3", a range such as "25..34", or values such as "1, 18"';

/** @returns the test, or a text that says what is wrong with it. */
export function parseValueTest(text: string): ValueTest | string {
  const trimmed = text.trim();
  if (trimmed === '') return `is empty; it must be ${VALUE_TEST_HELP}`;

  const [sign] = /^[<>]=?/.exec(trimmed) ?? [];
  if (sign) {
    const bound = trimmed.slice(sign.length).trim();
    if (!isDecimal(bound)) return `compares with something that is not a number; it must be ${VALUE_TEST_HELP}`;
    const compare = { '<': lt, '<=': le, '>': gt, '>=': ge }[sign as '<' | '<=' | '>' | '>='];
    return { text: trimmed, accepts: (cell) => isNumeric(cell) && compare(Number(cell), Number(bound)) };
  }
  const range = readRange(trimmed);
  if (range) {
    const [low, high] = range;
    if (low > high) return `has its ends in the wrong order: ${low} is greater than ${high}`;
    return { text: trimmed, accepts: (cell) => isNumeric(cell) && Number(cell) >= low && Number(cell) <= high };
  }

  const wanted = new Set(
    trimmed
      .replace(/^=/, '')
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

/** `25..34`. Of three dots, as in `1...5`, the first is the left number's own. */
function readRange(text: string): [low: number, high: number] | undefined {
  const at = text.indexOf('..');
  if (at < 0) return undefined;
  for (const dots of text[at + 2] === '.' ? [at + 1, at] : [at]) {
    const [low, high] = [text.slice(0, dots).trim(), text.slice(dots + 2).trim()];
    if (isDecimal(low) && isDecimal(high)) return [Number(low), Number(high)];
  }
  return undefined;
}

/** Whether the whole text is one decimal number. */
function isDecimal(text: string): boolean {
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
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
