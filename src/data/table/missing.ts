import { USUAL_MISSING_WORDS } from '../../config/missing-words';

const WORDS = new Set(['', ...USUAL_MISSING_WORDS]);

/** Whether a cell says that its value is missing. */
export type IsMissing = (text: string) => boolean;

export const isMissing: IsMissing = (text) => WORDS.has(text.trim());

let last: { key: string; by: IsMissing } | undefined;

/** The same with the words that a person states (`data.missing`); an empty cell is always missing. What is read by the same words is read once. */
export function missingBy(words: readonly string[] | undefined): IsMissing {
  if (!words) return isMissing;
  const stated = new Set(['', ...words.map((word) => word.trim())]);
  const key = JSON.stringify([...stated]);
  if (last?.key !== key) last = { key, by: (text) => stated.has(text.trim()) };
  return last.by;
}
