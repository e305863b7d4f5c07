import { isolated } from '../../../lib/isolated';
import type { ColumnProfile } from '../../../protocol/columns';

/** More words than this are not asked about at once, and more columns than this not named. */
const [MOST_WORDS, MOST_NAMED] = [3, 3];

/** The words that may mean a missing value, those of the most rows first, each with where it stands. */
export function suspects(columns: readonly ColumnProfile[]): { word: string; said: string }[] {
  const found = new Map<string, { rows: number; columns: string[] }>();
  for (const { name, maybeMissing = [] } of columns) {
    for (const { word, rows } of maybeMissing) {
      const known = found.get(word) ?? { rows: 0, columns: [] };
      found.set(word, { rows: known.rows + rows, columns: [...known.columns, name] });
    }
  }
  return [...found]
    .sort(([, a], [, b]) => b.rows - a.rows)
    .slice(0, MOST_WORDS)
    .map(([word, { rows, columns: of }]) => {
      const more = of.length - MOST_NAMED;
      const names = [...of.slice(0, MOST_NAMED).map((name) => `“${isolated(name)}”`), ...(more > 0 ? [`${more} more columns`] : [])];
      const listed = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
      return { word, said: `It stands in ${rows.toLocaleString('en')} ${rows === 1 ? 'cell' : 'cells'} of ${listed}.` };
    });
}
