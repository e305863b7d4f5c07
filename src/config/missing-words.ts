/** The words that pandas (`read_csv`), R, JavaScript, SQL and Hive write in the place of a missing value. An empty cell is always one. */
export const USUAL_MISSING_WORDS: readonly string[] = ['NA', 'N/A', 'n/a', '#N/A', '<NA>', 'NaN', 'nan', '-NaN', '-nan', 'NULL', 'Null', 'null', 'None', '\\N'];

/** The words of `data.missing` with one more, or without one; undefined where these are the usual ones again. */
export function withMissingWord(words: readonly string[] | undefined, word: string, means: boolean): string[] | undefined {
  const others = (words ?? USUAL_MISSING_WORDS).filter((each) => each !== word);
  const next = means ? [...others, word] : others;
  const usual = new Set(USUAL_MISSING_WORDS);
  return next.length === usual.size && next.every((each) => usual.has(each)) ? undefined : next;
}
