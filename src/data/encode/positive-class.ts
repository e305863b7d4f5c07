import { isNumeric } from '../../config/value-test';
import { wholeNumber } from '../../config/whole-number';

const YES = new Set(['true', 't', 'yes', 'y', 'click', 'clicked', 'positive', 'pos', 'on', 'active']);
const NO = new Set(['false', 'f', 'no', 'n', 'negative', 'neg', 'off', 'inactive', 'none', 'never', 'skip', 'skipped']);
/** What a word begins with where it denies the rest. */
const DENIALS = ['non', 'not', 'no', 'un', 'dis', 'never', 'without', 'didnt', 'did not', "didn't"];

/** The same for two texts that are one class: `1` and `1.0`, `Yes` and `yes`. */
export function classOf(text: string): string {
  const trimmed = text.trim();
  return isNumeric(trimmed) ? (wholeNumber(trimmed) ?? String(Number(trimmed))) : trimmed.toLowerCase();
}

/**
 * Which of two classes is positive: the one that says yes, the one that is not denied (of `clk` and `noclk`, `clk`), else the greater.
 *
 * @param low, high classes as `classOf` makes them, in order
 * @returns also whether they say so themselves: numbers do, and so do words, but for those that are only greater
 */
export function positiveOf(low: string, high: string): { positive: string; said: boolean } {
  const said = (positive: string) => ({ positive, said: true });
  for (const [one, other] of [
    [low, high],
    [high, low],
  ] as const) {
    if ((YES.has(one) && !YES.has(other)) || (NO.has(other) && !NO.has(one)) || denies(other, one)) return said(one);
  }
  for (const [one, other] of [
    [low, high],
    [high, low],
  ] as const) {
    if (beginsWithDenial(other) && !beginsWithDenial(one)) return said(one);
  }
  return { positive: high, said: isNumeric(low) && isNumeric(high) };
}

/** `noclk`, `not clicked` and `un-clicked` deny `clk`, `clicked` and `click`: what is denied begins alike. */
function denies(denial: string, word: string): boolean {
  return DENIALS.some((prefix) => {
    if (!denial.startsWith(prefix)) return false;
    const rest = denial.slice(prefix.length).replace(/^[\s_-]/, '');
    return rest === word || (rest.length > 2 && word.length > 2 && rest.slice(0, 3) === word.slice(0, 3));
  });
}

/** A denying word by itself: `no purchase`, `not_now`. */
const beginsWithDenial = (text: string) => DENIALS.some((word) => text.startsWith(word) && /^[\s_-]/.test(text.slice(word.length)));
