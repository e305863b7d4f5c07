import type { DenseFieldConfig } from '../../config/run-config';
import { rowName } from '../../lib/row-name';
import { UserError } from '../../lib/user-error';
import type { DataWarning } from '../../protocol/data';
import type { IsMissing } from '../table/missing';
import { numbersOfCells } from '../table/numbers';
import type { Column } from '../table/table';
import type { DenseField } from './encoded-data';
import { type OtherRows, outsideRange } from './outside-range';
import { constant, SCALINGS, type Scale } from './scale';

/** Scaled numbers stay so near to 0 even where nothing is clipped: what is far beyond would make a model's numbers infinite. */
export const FARTHEST = 1000;

/**
 * A column's numbers, scaled as the fitting rows say. A number outside of their range counts as the nearest end of the range,
 * unless `clip` is false; a missing one counts as their mean.
 *
 * @param rows the kept rows
 * @param fitRows the rows that give range and mean
 * @param others rows of the table that are measured on, which may lie outside of that range
 * @param warnings takes a warning where the column has one value only, or none in the fitting rows
 * @throws UserError where a value is no number
 */
export function encodeDense(
  column: Column,
  config: DenseFieldConfig,
  rows: Int32Array,
  fitRows: Int32Array,
  others: OtherRows,
  isMissing: IsMissing,
  warnings: DataWarning[],
): DenseField {
  const { name, codes } = column;
  const { scale: kind = 'min-max', clip = true } = typeof config === 'string' ? {} : config;
  const values = numbersOfCells(column, isMissing);
  refuseOthers(column, values, rows);
  const fitted = fitOn(Float64Array.from(fitRows, (row) => values[codes[row] as number] as number).filter((value) => !Number.isNaN(value)));
  const where = `column "${name}"`;
  if (!fitted) {
    warnings.push({ message: 'No row that is fitted on has a number in this column; it becomes 0 in every row.', where });
    return { name, values: new Float32Array(rows.length), min: 0, max: 0, mean: 0, scale: constant(0) };
  }
  const { min, max, mean } = fitted;
  if (min === max) warnings.push({ message: 'This column has only one value; it becomes 0 in every row.', where });
  const scale: Scale = min === max ? constant(min) : SCALINGS[kind](fitted);
  const within = (value: number) => (clip ? Math.min(max, Math.max(min, value)) : value);
  const of = (value: number) => Math.max(-FARTHEST, Math.min(FARTHEST, scale.of(within(value))));
  const scaled = Float64Array.from(values, (value) => of(Number.isNaN(value) ? mean : value));
  const outside = outsideRange(codes, values, fitted, others);
  return {
    name,
    values: Float32Array.from(rows, (row) => scaled[codes[row] as number] as number),
    min,
    max,
    mean,
    scale: { ...scale, of },
    ...(outside && { outside: { ...outside, clipped: clip } }),
  };
}

/** @throws UserError naming the first text that is no number, its row, and how many there are */
function refuseOthers({ name, codes, values }: Column, numbers: Float64Array, rows: Int32Array): void {
  const isOther = (row: number) => numbers[codes[row] as number] === Number.POSITIVE_INFINITY;
  const first = rows.find(isOther);
  if (first === undefined) return;
  const others = rows.filter(isOther);
  const texts = [...new Set(others.map((row) => codes[row] as number))].map((code) => `"${values.at(code)}"`);
  const more =
    others.length === 1 ? '' : ` (and so in ${others.length.toLocaleString('en')} rows: ${texts.slice(0, 5).join(', ')}${texts.length > 5 ? ', …' : ''})`;
  throw new UserError(
    `${texts[0]} is not a number${more}`,
    `column "${name}", ${rowName(first)} below the header`,
    texts.length <= 5
      ? `If ${texts.length === 1 ? 'it means' : 'they mean'} that there is no value, name ${texts.length === 1 ? 'it' : 'them'} in data.missing; else give the column the role sparse.`
      : 'Give the column the role sparse, or correct the values.',
  );
}

/** Least, greatest and mean; undefined of no numbers. */
function fitOn(numbers: Float64Array): { numbers: Float64Array; min: number; max: number; mean: number } | undefined {
  if (numbers.length === 0) return undefined;
  let [min, max, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of numbers) [min, max, sum] = [Math.min(min, value), Math.max(max, value), sum + value];
  let mean = sum / numbers.length;
  if (!Number.isFinite(mean)) mean = numbers.reduce((so, value) => so + value / numbers.length, 0);
  return { numbers, min, max, mean };
}
