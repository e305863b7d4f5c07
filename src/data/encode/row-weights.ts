import { counted } from '../../lib/counted';
import { rowName } from '../../lib/row-name';
import { UserError } from '../../lib/user-error';
import type { DataWarning } from '../../protocol/data';
import type { IsMissing } from '../table/missing';
import { numbersOfCells } from '../table/numbers';
import type { Column } from '../table/table';

/** A sum of many greater ones would be no number any more. */
export const GREATEST_WEIGHT = 1e30;

/**
 * What each kept row counts in the loss. A missing weight counts as 1.
 *
 * @param rows the kept rows
 * @param warnings takes a note of what the weights are for, and of missing ones
 * @throws UserError where a weight is no number from 0 on, or all training rows weigh nothing
 */
export function rowWeights(column: Column, rows: Int32Array, train: Int32Array, isMissing: IsMissing, warnings: DataWarning[]): Float32Array {
  const { name, codes, values } = column;
  const where = 'data.weight';
  const ofCode = numbersOfCells(column, isMissing);
  let missing = 0;
  const weights = Float32Array.from(rows, (row) => {
    const code = codes[row] as number;
    const weight = ofCode[code] as number;
    if (Number.isNaN(weight)) {
      missing++;
      return 1;
    }
    if (weight < 0 || weight > GREATEST_WEIGHT) {
      const what = `"${values.at(code)}" in column "${name}", ${rowName(row)} below the header, is no weight`;
      throw new UserError(what, where, 'Weights are numbers from 0 on. Choose another column, or none.');
    }
    return weight;
  });
  if (train.every((position) => weights[position] === 0))
    throw new UserError(`all training rows have the weight 0 in "${name}"`, where, 'Choose another column, or none.');
  warnings.push({ message: `Rows count in the loss as "${name}" says; in metrics every row counts once.`, where });
  if (missing > 0) warnings.push({ message: `${counted(missing, 'row')} without a weight ${missing === 1 ? 'counts' : 'count'} 1.`, where });
  return weights;
}
