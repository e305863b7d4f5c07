import { isNumeric } from '../../config/value-test';
import { compareNumbers, wholeNumber } from '../../config/whole-number';
import { rowName } from '../../lib/row-name';
import { UserError } from '../../lib/user-error';
import type { IsMissing } from '../table/missing';
import { numbersOfCells } from '../table/numbers';
import type { Column } from '../table/table';
import { dateReader, type ReadDate } from '../table/times';

/** Longer whole numbers, such as nanoseconds since 1970, may differ in digits that a double does not hold. */
const LONG = 15;

/** When each row was: numbers that rise with time. A row without a time is older than all others. */
export interface Times {
  /** @param row of the table */
  of(row: number): number;
  /** How many of the kept rows have no time. */
  missing: number;
}

/**
 * A column's cells as times: all numbers, or all dates, in whatever form the profile of a column reads them.
 *
 * @param rows the kept rows
 * @param path of the setting that names the column
 * @throws UserError where a kept row's text is neither a number nor a date, or a number among dates
 */
export function momentsOf(column: Column, rows: Int32Array, path: string, isMissing: IsMissing): Times {
  const { codes, values } = column;
  const numbers = numbersOfCells(column, isMissing);
  let read: ReadDate | undefined;
  let times = numbers.map((number, code) => {
    if (number !== Number.POSITIVE_INFINITY) return Number.isNaN(number) ? Number.NEGATIVE_INFINITY : number;
    const text = values.at(code) as string;
    read ??= dateReader(column, text);
    return read?.(text) ?? Number.NaN;
  });
  let [missing, dates]: [number, boolean | undefined] = [0, undefined];
  for (const row of rows) {
    const code = codes[row] as number;
    const text = () => values.at(code) as string;
    if (times[code] === Number.NEGATIVE_INFINITY) {
      missing++;
      continue;
    }
    if (Number.isNaN(times[code])) throw unreadable(text(), column.name, row, path, 'is neither a number nor a date');
    const isDate = numbers[code] === Number.POSITIVE_INFINITY;
    dates ??= isDate;
    if (dates !== isDate)
      throw unreadable(text(), column.name, row, path, dates ? 'is a number, and the cells above are dates' : 'is a date, and the cells above are numbers');
  }
  if (values.some((text) => text.length > LONG && wholeNumber(text) !== undefined)) times = ranked(times, (code) => values.at(code) as string);
  return { of: (row) => times[codes[row] as number] as number, missing };
}

/** The times' places in their order, in which whole numbers are compared to the last digit. */
function ranked(times: Float64Array, textOf: (code: number) => string): Float64Array<ArrayBuffer> {
  const texts = Array.from(times, (_, code) => textOf(code));
  const numeric = texts.map(isNumeric);
  const compare = (a: number, b: number) => {
    const [x, y] = [times[a] as number, times[b] as number];
    if (x !== y) return x < y ? -1 : 1;
    return numeric[a] && numeric[b] ? compareNumbers(texts[a] as string, texts[b] as string) : 0;
  };
  // What is no time is in no kept row.
  const order = [...times.keys()].filter((code) => !Number.isNaN(times[code])).sort(compare);
  const ranks = new Float64Array(times.length).fill(Number.NEGATIVE_INFINITY);
  let rank = 0;
  for (const [i, code] of order.entries()) {
    if (i > 0 && compare(order[i - 1] as number, code) !== 0) rank++;
    if (times[code] !== Number.NEGATIVE_INFINITY) ranks[code] = rank;
  }
  return ranks;
}

function unreadable(text: string, name: string, row: number, path: string, why: string): UserError {
  return new UserError(
    `"${text}" in column "${name}", ${rowName(row)} below the header, ${why}`,
    path,
    'Choose a column of times (numbers, or dates such as 2023-10-21), or name the word in data.missing.',
  );
}
