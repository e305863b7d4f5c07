import type { Column, Table } from '../table/table';

/** Whether a table has all of these columns. */
export function hasColumns({ columns }: Table, ...names: readonly string[]): boolean {
  const there = new Set(columns.map(({ name }) => name));
  return names.every((name) => there.has(name));
}

/** Those of these columns that a table has, in this order. */
export function columnsOf({ columns }: Table, names: readonly string[]): string[] {
  const there = new Set(columns.map(({ name }) => name));
  return names.filter((name) => there.has(name));
}

/** The columns of a table whose names begin so. */
export function columnsLike({ columns }: Table, pattern: RegExp): string[] {
  return columns.flatMap(({ name }) => (pattern.test(name) ? [name] : []));
}

/** Those of these values that a column has, in this order: a group without rows stops a run. */
export function valuesOf({ columns }: Table, column: string, values: readonly string[]): string[] {
  const found = columns.find(({ name }) => name === column) as Column;
  const there = new Set(found.values);
  return values.filter((value) => there.has(value));
}

/** Whether a column holds these values and, but for the empty text, no others. */
export function holdsOnly({ columns }: Table, column: string, values: readonly string[]): boolean {
  const found = columns.find(({ name }) => name === column);
  if (!found || found.values.length > values.length + 1) return false;
  return [...found.values].every((text) => text === '' || values.includes(text));
}
