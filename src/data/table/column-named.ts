import { UserError } from '../../lib/user-error';
import type { Column, Table } from '../types';

/** @throws UserError naming the path in the configuration, and the columns that it may have meant */
export function columnNamed(table: Table, name: string, path: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column) return column;
  const names = table.columns.map((candidate) => candidate.name);
  const close = names.filter((candidate) => distance(candidate.toLowerCase(), name.toLowerCase()) <= 2);
  const meant =
    close.length > 0 ? `Did you mean ${close.map((each) => `"${each}"`).join(' or ')}?` : `There are ${names.map((each) => `"${each}"`).join(', ')}.`;
  throw new UserError(`${table.name} has no column "${name}"`, path, meant);
}

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
