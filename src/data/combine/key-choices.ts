import type { KeyChoice } from '../../protocol/files';
import type { Column, Table } from '../table/table';
import type { TextsInterner } from '../table/texts-interner';
import { forEachKey, keysOf, stemOf } from './join';

/** A column is a key where so many of its rows have a value of their own. */
const LEAST_UNIQUE = 0.9;
/** The rows' keys that a table must have, where names do not say that the columns belong together. */
const LEAST_FOUND = 0.5;
/** Of columns with fewer values, common ones say nothing. */
const LEAST_VALUES = 3;
/** So many columns of either side are compared. */
const MOST_COLUMNS = 32;
/** So many keys are looked up for each pair of columns, so that the time is bounded. */
const MOST_KEYS = 20_000;
const MOST_CHOICES = 8;

/**
 * By which columns a table may be joined to rows, the likeliest first: by their names, and by how much their values have in common.
 * A key has a value of its own in nearly every row of the table.
 *
 * @param columns of the rows
 */
export function keyChoices(columns: readonly Column[], table: Table): (KeyChoice & { named: boolean })[] {
  const unique = ({ values }: Column) => values.length >= Math.max(LEAST_VALUES, LEAST_UNIQUE * table.rows);
  const ofs = columns.filter(({ values }) => values.length >= LEAST_VALUES).slice(0, MOST_COLUMNS);
  const choices = table.columns
    .filter(unique)
    .slice(0, MOST_COLUMNS)
    .flatMap((key) => {
      const { known, repeated } = keysOf(key, table.rows);
      if (repeated > (1 - LEAST_UNIQUE) * table.rows) return [];
      return ofs.flatMap((of) => {
        const named = sameName(of.name, key.name, stemOf(table.name));
        const share = shareFound(of, known);
        if (share === 0 || (!named && share < LEAST_FOUND)) return [];
        // Whole numbers from 1 on have much in common, whatever they count. Those that are the same things are about as many.
        const found = share * of.values.length;
        return [{ of: of.name, key: key.name, share, named, alike: found / (of.values.length + known.length - found) }];
      });
    });
  return choices
    .sort((a, b) => Number(b.named) - Number(a.named) || b.alike - a.alike)
    .slice(0, MOST_CHOICES)
    .map(({ of, key, share, named }) => ({ of, key, share, named }));
}

/** Which share of the first keys of a column is known. */
function shareFound(of: Column, known: TextsInterner): number {
  let [keys, found] = [0, 0];
  forEachKey(
    of.values,
    (_, bytes, from, to) => {
      keys++;
      if (known.find(bytes, from, to) >= 0) found++;
    },
    MOST_KEYS,
  );
  return keys === 0 ? 0 : found / keys;
}

/** Whether two columns are called alike: `user_id` and `userId`, or the `id` of a table of users. */
function sameName(of: string, key: string, table: string): boolean {
  if (/^column \d+$/.test(key)) return false;
  const [a, b, c] = [of, key, table].map(plain) as [string, string, string];
  if (a === b || withoutId(a) === withoutId(b)) return true;
  return /^(id|key|code|name)$/.test(b) && singular(c).endsWith(withoutId(a));
}

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const withoutId = (name: string) => (name.length > 2 && name.endsWith('id') ? name.slice(0, -2) : name);
const singular = (name: string) => name.replace(/s$/, '');
