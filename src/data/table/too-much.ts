import { UserError } from '../../lib/user-error';
import { inWords, type Limits } from '../limits';

/** What is said of a table that would hold more than its limits. */

export function tooWide(limits: Pick<Limits, 'columns'>, where: string): UserError {
  return new UserError(
    `this line has more than ${inWords(limits.columns)} fields, the most columns that a table may have`,
    where,
    'Check that the file is a table with a line of column names and a line a row, or take out columns.',
  );
}

export function tooManyCells(limits: Pick<Limits, 'cells'>, columns: number, rows: number, where: string): UserError {
  return new UserError(
    `the table has more than ${inWords(limits.cells)} cells (${inWords(columns)} columns, ${inWords(rows)} rows so far)`,
    where,
    `Take out columns, or keep at most ${inWords(Math.floor(limits.cells / columns))} rows.`,
  );
}

export function tooManyValues(limits: Pick<Limits, 'distinct'>, column: string, where: string): UserError {
  return new UserError(`column "${column}" has more than ${inWords(limits.distinct)} different values`, where, 'Take the column out, or keep fewer rows.');
}

/** @param where file, and line if known */
export function tooManyColumns(columns: number, limits: Pick<Limits, 'columns'>, where: string): UserError {
  return new UserError(
    `the table has ${inWords(columns)} columns, more than the ${inWords(limits.columns)} that a table may have`,
    where,
    'Take out columns, or keep the values of many columns in one, with a sign between them.',
  );
}

/** @param place of the column, from 0 */
export function tooLongName(name: string, place: number, limits: Pick<Limits, 'name'>, where: string): UserError {
  return new UserError(
    `the name of column ${place + 1} has more than ${inWords(limits.name)} characters (“${name.slice(0, 40)}…”)`,
    where,
    'Give it a shorter name, or check that the first line of the file names the columns.',
  );
}

/** @param largest name of the column that holds most of it */
export function tooMuchText(limits: Pick<Limits, 'text'>, largest: string, where: string): UserError {
  return new UserError(
    `the columns' different values take more than ${inWords(limits.text)} bytes, most of them in column "${largest}"`,
    where,
    'Take the column out, or keep fewer rows.',
  );
}

/** @param column whose rows are to stay together in a sample, as a person named it */
export function noSampleColumn(fileName: string, column: string): UserError {
  return new UserError(`it has no column "${column.slice(0, 80)}", whose rows are to be kept together`, fileName, 'Name another column, or none.', [
    { text: 'Keep single rows', choices: { sample: undefined } },
  ]);
}
