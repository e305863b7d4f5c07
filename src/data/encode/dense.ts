import { isNumeric } from '../../config/value-test';
import { UserError } from '../../lib/user-error';
import type { DataWarning } from '../../protocol/data';
import { isMissing } from '../table/missing';
import type { Column } from '../table/table';
import type { DenseField } from './encoded-data';

/**
 * A column's numbers, scaled to 0..1 over the fitting rows.
 *
 * @param rows the kept rows
 * @param fitRows the rows that give least, greatest and mean
 * @param warnings takes a warning where the column has one value only
 * @throws UserError where a value is no number, or all are missing
 */
export function encodeDense(column: Column, rows: Int32Array, fitRows: Int32Array, warnings: DataWarning[]): DenseField {
  const values = column.values.map((text) => (isMissing(text) ? Number.NaN : isNumeric(text) ? Number(text) : undefined));
  const bad = rows.find((row) => values[column.codes[row] as number] === undefined);
  if (bad !== undefined) {
    const text = column.values.at(column.codes[bad] as number);
    throw new UserError(
      `"${text}" is not a number`,
      `column "${column.name}", row ${bad + 1} below the header`,
      'Give the column the role sparse, or correct the value.',
    );
  }
  let [min, max, sum, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const row of fitRows) {
    const value = values[column.codes[row] as number] as number;
    if (Number.isNaN(value)) continue;
    [min, max, sum, count] = [Math.min(min, value), Math.max(max, value), sum + value, count + 1];
  }
  const where = `column "${column.name}"`;
  if (count === 0) throw new UserError('all values are missing', where, 'Leave the column out.');
  const mean = sum / count;
  if (min === max) warnings.push({ message: 'This column has only one value; it becomes 0 in every row.', where });
  const scaled = values.map((value) => (min === max ? 0 : ((Number.isNaN(value) ? mean : (value as number)) - min) / (max - min)));
  return { name: column.name, values: Float32Array.from(rows, (row) => scaled[column.codes[row] as number] as number), min, max, mean };
}
