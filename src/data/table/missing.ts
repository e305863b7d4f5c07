import { USUAL_MISSING_WORDS } from '../../config/missing-words';

const WORDS = new Set(['', ...USUAL_MISSING_WORDS]);

/** Whether a cell says that its value is missing. */
export type IsMissing = (text: string) => boolean;

export const isMissing: IsMissing = (text) => WORDS.has(text.trim());

/** The same with the words that a person states (`data.missing`); an empty cell is always missing. */
export function missingBy(words: readonly string[] | undefined): IsMissing {
  if (!words) return isMissing;
  const stated = new Set(['', ...words.map((word) => word.trim())]);
  return (text) => stated.has(text.trim());
}
