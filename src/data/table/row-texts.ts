import type { RowTexts } from '../../protocol/take-away';
import { columnFinder } from './column-finder';
import type { Table } from './table';

/** Some rows of a table as they were read. @param numbers of the rows, from 0 @throws UserError where there is no such column */
export function rowTexts(table: Table, columns: readonly string[], numbers: number[]): RowTexts {
  const find = columnFinder(table);
  const found = columns.map((name) => find(name, 'columns'));
  return {
    columns: found.map(({ name }) => name),
    numbers,
    rows: numbers.map((row) => found.map(({ codes, values }) => values.at(codes[row] as number) ?? '')),
  };
}
