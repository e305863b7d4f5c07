import type { ColumnProfile } from '../../protocol/columns';
import type { Reading } from './numbers';
import type { Column } from './table';

/** Words that people write for a missing value, in lower case. They may be a value all the same: only the person knows. */
const WORDS = new Set([
  ...['?', '-', '--', '.', 'na', 'n.a.', 'nil', 'none', 'missing', 'unknown', 'undefined'],
  ...['not available', '(null)', '(none)', '(not set)', '#null!'],
]);
const LONGEST = 16;
/** Numbers that people write for it. They do where they lie far from all others. */
const NUMBERS = new Set([-1, -9, -99, -999, -9999, -99_999, 9, 99, 999, 9999, 99_999]);
/** Of fewer other numbers nobody can say where they end: -1, 0 and 1 may be answers. */
const LEAST_NUMBERS = 3;
/** In a smaller share of the rows it is no habit. */
const LEAST_SHARE = 0.005;

/**
 * Values of a column that look like words for a missing one: a known word, or a number such as 99 or -1 that is the only one below 0, or
 * that lies apart from all others by their whole range at least.
 *
 * @param counts [values] rows of each
 */
export function maybeMissing({ values }: Column, { missing, numbers }: Reading, counts: Int32Array): Pick<ColumnProfile, 'maybeMissing'> {
  const { starts, ends } = values;
  const far = numbers && apart(numbers);
  const rowsOf = new Map<string, number>();
  for (let code = 0; code < counts.length; code++) {
    if (missing[code] || (far ? !far.has(numbers[code] as number) : (ends[code] as number) - (starts[code] as number) > LONGEST)) continue;
    const text = (values.at(code) as string).trim();
    if (far || WORDS.has(text.toLowerCase())) rowsOf.set(text, (rowsOf.get(text) ?? 0) + (counts[code] as number));
  }
  const all = counts.reduce((sum, rows) => sum + rows, 0);
  const words = [...rowsOf].filter(([, rows]) => rows >= LEAST_SHARE * all && rows < all).map(([word, rows]) => ({ word, rows }));
  return words.length > 0 ? { maybeMissing: words.sort((a, b) => b.rows - a.rows) } : {};
}

/** The least and the greatest number, where they are known ones and stand apart. */
function apart(numbers: Float64Array): ReadonlySet<number> {
  const [min, max] = rangeOf(numbers, () => true);
  const [low, high, between] = rangeOf(numbers, (number) => number !== min && number !== max);
  const found = new Set<number>();
  if (between < LEAST_NUMBERS) return found;
  const isOnlyBelow = min < 0 && low >= 0;
  if (NUMBERS.has(min) && (isOnlyBelow || low - min >= high - low)) found.add(min);
  if (NUMBERS.has(max) && max - high >= high - low) found.add(max);
  return found;
}

function rangeOf(numbers: Float64Array, counts: (number: number) => boolean): [low: number, high: number, count: number] {
  let [low, high, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const number of numbers) {
    if (Number.isNaN(number) || !counts(number)) continue;
    low = Math.min(low, number);
    high = Math.max(high, number);
    count++;
  }
  return [low, high, count];
}
