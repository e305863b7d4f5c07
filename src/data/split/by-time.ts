import { isNumeric } from '../../config/value-test';
import { UserError } from '../../lib/user-error';
import type { Column } from '../table/table';
import { cut } from './cut';
import type { Split } from './split';

/**
 * The oldest rows train, the newest test. Rows of one moment keep the order of the file, and a border between two parts
 * may fall between them: the shares are kept to the row.
 *
 * @throws UserError where a kept row's text is neither a number nor a date
 */
export function byTime(column: Column, ratios: readonly number[], sourceRows: Int32Array): Split {
  const times = column.values.map((text) => (isNumeric(text) ? Number(text) : Date.parse(text)));
  const unreadable = sourceRows.find((row) => Number.isNaN(times[column.codes[row] as number] as number));
  if (unreadable !== undefined) {
    const text = column.values.at(column.codes[unreadable] as number);
    throw new UserError(
      `"${text}" in column "${column.name}", row ${unreadable + 1}, is neither a number nor a date`,
      'split.timeColumn',
      'Choose a column of times (numbers, or dates such as 2023-10-21).',
    );
  }
  const timeOf = (position: number) => times[column.codes[sourceRows[position] as number] as number] as number;
  const order = Array.from(sourceRows.keys()).sort((a, b) => timeOf(a) - timeOf(b) || a - b);
  return cut(Int32Array.from(order), ratios);
}
