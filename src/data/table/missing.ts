/** An empty cell, and the words that pandas (`read_csv`), R, JavaScript, SQL and Hive write in its place. */
const WORDS = new Set(['', 'NA', 'N/A', 'n/a', '#N/A', '<NA>', 'NaN', 'nan', '-NaN', '-nan', 'NULL', 'Null', 'null', 'None', '\\N']);

/** Whether a cell says that its value is missing. */
export const isMissing = (text: string) => WORDS.has(text.trim());
