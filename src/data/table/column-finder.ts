import { UserError } from '../../lib/user-error';
import type { Column, Table } from './table';

/** Gives a table's column by its name. @throws UserError naming `path` in the configuration, and the columns that it may have meant */
export type FindColumn = (name: string, path: string) => Column;

/** Indexed once, since a configuration may name every column of a table that has very many. */
export function columnFinder(table: Pick<Table, 'name' | 'columns'>): FindColumn {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return (name, path) => {
    const column = byName.get(name);
    if (column) return column;
    throw new UserError(`${table.name} has no column "${name}"`, path, meant([...byName.keys()], name));
  };
}

/** Letters by which a name may be mistyped. Names of other lengths are not compared: a link may name what is very long. */
const MOST_APART = 2;
/** More names than this are not listed. */
const MOST_LISTED = 50;

function meant(names: readonly string[], name: string): string {
  const close = names.filter(
    (candidate) => Math.abs(candidate.length - name.length) <= MOST_APART && distance(candidate.toLowerCase(), name.toLowerCase()) <= MOST_APART,
  );
  if (close.length > 0) return `Did you mean ${quoted(close).join(' or ')}?`;
  const more = names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} others` : '';
  return `There are ${quoted(names.slice(0, MOST_LISTED)).join(', ')}${more}.`;
}

const quoted = (names: readonly string[]) => names.map((each) => `"${each}"`);

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
