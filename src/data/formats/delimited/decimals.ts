import { isNumeric } from '../../../config/value-test';
import { isMissing } from '../../table/missing';

/** "3,14", and "1.234,56" with dots between the thousands. */
const COMMA = /^[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/;
/** "1,234": a comma between thousands looks so too. */
const THOUSANDS = /^[-+]?\d{1,3},\d{3}$/;

export const isDecimalComma = (text: string) => COMMA.test(text);

/**
 * The columns whose numbers have a decimal comma: all of their values are numbers, some with a comma.
 *
 * @param rows fields of rows, one for each name
 * @param sure whether a comma cannot stand between thousands, because the file's own sign is the semicolon
 */
export function commaColumns(names: readonly string[], rows: readonly (readonly string[])[], sure: boolean): string[] {
  return names.filter((_, c) => {
    const values = rows.map((row) => (row[c] ?? '').trim()).filter((value) => !isMissing(value));
    const withComma = values.filter(isDecimalComma);
    if (withComma.length === 0 || !values.every((value) => isDecimalComma(value) || (isNumeric(value) && !value.includes('.')))) return false;
    return sure || withComma.some((value) => !THOUSANDS.test(value));
  });
}
