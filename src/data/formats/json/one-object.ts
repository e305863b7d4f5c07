import { UserError } from '../../../lib/user-error';

/**
 * Refuses a file of one object that holds a whole table: a list of rows under some key, or a list of values, or numbered ones, for each
 * column. As one row it would be of no use.
 *
 * @throws UserError that says how to write it
 */
export function refuseWholeTable(only: object, fileName: string): void {
  const [rows] = Object.entries(only).find(([, value]) => isRows(value)) ?? [];
  const columns = Object.values(only);
  const byColumns = columns.length > 1 && columns.every(isNumbered);
  if (rows === undefined && !byColumns) return;
  const what = rows === undefined ? 'with its values by columns' : `with its rows in a list in “${rows.slice(0, 40)}”`;
  throw new UserError(
    `the file is one object, ${what}`,
    `${fileName}, line 1`,
    'Write one object a line, or the list of objects alone (in pandas: to_json(…, orient="records", lines=True)).',
  );
}

const isRows = (value: unknown) => Array.isArray(value) && value.length > 1 && value.every((each) => each !== null && typeof each === 'object');

/** `{"0": …, "1": …}` as pandas writes a column. */
const isNumbered = (value: unknown) =>
  value !== null &&
  typeof value === 'object' &&
  !Array.isArray(value) &&
  Object.keys(value).length > 1 &&
  Object.keys(value).every((key, i) => key === String(i));
