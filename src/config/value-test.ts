import { compareNumbers, wholeNumber } from './whole-number';

/**
 * The small language in which a configuration says which values of a column it means:
 *
 *     "> 3"   "<= 17"   "25..34" (both ends belong)   "= yes"   "1, 18" (any of these)   "click" (just this)   "= \"a, b\"" (with a comma)
 *
 * Comparisons and ranges are numeric; a value that is no number meets none of them. Whole numbers are compared to the last digit.
 */
export interface ValueTest {
  readonly text: string;
  /** Whether a cell's text meets the test. */
  readonly accepts: (cell: string) => boolean;
  /** The same of a cell that is a number written in another way, such as `1.234,5`. @param number in plain digits: `1234.5` */
  readonly acceptsAs: (cell: string, number: string) => boolean;
}

const testOf = (text: string, acceptsAs: ValueTest['acceptsAs']): ValueTest => ({ text, accepts: (cell) => acceptsAs(cell, cell), acceptsAs });

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
    return testOf(trimmed, (_, number) => isNumeric(number) && compare(compareNumbers(number, bound), 0));
  }
  const range = readRange(trimmed);
  if (range) {
    const [low, high] = range;
    if (compareNumbers(low, high) > 0) return `has its ends in the wrong order: ${Number(low)} is greater than ${Number(high)}`;
    return testOf(trimmed, (_, number) => isNumeric(number) && compareNumbers(number, low) >= 0 && compareNumbers(number, high) <= 0);
  }

  const wanted = new Set(valuesIn(trimmed.replace(/^=/, '')));
  // "1" also means a cell written "1.0": a numeric value is compared as a number where both are one.
  const numbers = new Set([...wanted].filter(isNumeric).map(numberKey));
  return testOf(trimmed, (cell, number) => wanted.has(cell.trim()) || (isNumeric(number) && numbers.has(numberKey(number))));
}

/** The test that is met by just these values. */
export function testOfValues(values: readonly string[]): string {
  const text = values.map((value) => (/[",]|^\s|\s$|^$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(', ');
  // What would be read as another kind of test.
  return /^[<>=]/.test(text) || readRange(text) ? `= ${text}` : text;
}

/** What commas part; in double quotes a comma is a comma, and two quotes are one. */
function valuesIn(text: string): string[] {
  const values: string[] = [];
  for (let at = 0; at <= text.length; ) {
    while (text[at] === ' ') at++;
    const quoted = text[at] === '"' ? closingQuote(text, at) : -1;
    // A quote that does not close, or that something follows, is a letter like any other.
    if (quoted >= 0) {
      values.push(
        text
          .slice(at + 1, quoted)
          .replaceAll('""', '"')
          .trim(),
      );
      at = afterComma(text, quoted + 1);
    } else {
      const end = afterComma(text, at);
      values.push(text.slice(at, end - 1).trim());
      at = end;
    }
  }
  return values;
}

/** Where the quote at `from` closes, with nothing but spaces between it and the next comma; -1: nowhere. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] === '"') continue;
    return text.slice(at + 1, afterComma(text, at + 1) - 1).trim() === '' ? at : -1;
  }
  return -1;
}

/** The place behind the next comma, or behind the end and one more. */
function afterComma(text: string, from: number): number {
  const comma = text.indexOf(',', from);
  return (comma < 0 ? text.length : comma) + 1;
}

/** The same for two cells that are the same number, however written. */
function numberKey(cell: string): string {
  const value = Number(cell);
  return wholeNumber(cell) ?? (Number.isSafeInteger(value) ? String(value) : `~${value}`);
}

/** `25..34`. Of three dots, as in `1...5`, the first is the left number's own. */
function readRange(text: string): [low: string, high: string] | undefined {
  const at = text.indexOf('..');
  if (at < 0) return undefined;
  for (const dots of text[at + 2] === '.' ? [at + 1, at] : [at]) {
    const [low, high] = [text.slice(0, dots).trim(), text.slice(dots + 2).trim()];
    if (isDecimal(low) && isDecimal(high)) return [low, high];
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
