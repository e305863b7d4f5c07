import type { ValueTest } from '../../config/value-test';
import type { IsMissing } from './missing';
import { readingOf } from './numbers';
import type { Column } from './table';

/**
 * How value tests see the cells of a column: a number that is written in another way, such as `1.234,5`, meets them as the number that
 * it is.
 *
 * @returns whether the cells of a code meet a test; a missing cell is met as its text
 */
export function cellsMeet(column: Column, isMissing: IsMissing): (test: ValueTest, code: number) => boolean {
  const { numbers } = readingOf(column, isMissing);
  return (test, code) => {
    const text = column.values.at(code) as string;
    const number = numbers?.[code] ?? Number.NaN;
    return Number.isNaN(number) || number === Number(text) ? test.accepts(text) : test.acceptsAs(text, String(number));
  };
}
