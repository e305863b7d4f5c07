/** An empty cell, and the words that pandas (`read_csv`), R, JavaScript, SQL and Hive write in its place. */
const WORDS = new Set(['', 'NA', 'N/A', 'n/a', '#N/A', '<NA>', 'NaN', 'nan', '-NaN', '-nan', 'NULL', 'Null', 'null', 'None', '\\N']);

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
