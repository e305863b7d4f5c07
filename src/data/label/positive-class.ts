import { isNumeric } from '../../config/value-test';
import { wholeNumber } from '../../config/whole-number';
import { yesOf } from '../table/yes-no';

/** The same for two texts that are one class: `1` and `1.0`, `Yes` and `yes`. */
export function classOf(text: string): string {
  const trimmed = text.trim();
  return isNumeric(trimmed) ? (wholeNumber(trimmed) ?? String(Number(trimmed))) : trimmed.toLowerCase();
}

/**
 * Which of two classes is positive: the one that says yes, else the greater.
 *
 * @param low, high classes as `classOf` makes them, in order
 * @returns also whether they say so themselves: numbers do, and so do words, but for those that are only greater
 */
export function positiveOf(low: string, high: string): { positive: string; said: boolean } {
  const yes = yesOf(low, high);
  return { positive: yes?.yes ?? high, said: yes !== undefined || (isNumeric(low) && isNumeric(high)) };
}
