import { isNumeric } from '../../../config/value-test';
import { UserError } from '../../../lib/user-error';
import { delimiterName } from './delimiters';

/**
 * The first line's fields as column names.
 *
 * @param where file and line, for the error
 * @throws UserError where the line is no line of column names: one column, a nameless or a repeated one, numbers only
 */
export function headerNames(fields: readonly string[], where: string, delimiter: string): string[] {
  const names = fields.map((name) => name.trim());
  if (names.length === 1) {
    throw new UserError(
      `split at ${delimiterName(delimiter)}, the first line gives only one column ("${shorten(names[0] as string)}")`,
      where,
      'Separate the columns with commas, tabs, semicolons or |, the same in every line.',
    );
  }
  const empty = names.indexOf('');
  if (empty >= 0) throw new UserError(`column ${empty + 1} has no name`, where, 'Give every column a name in the first line.');
  refuseRepeated(names, where);
  if (names.every(isNumeric)) {
    throw new UserError('the first line holds only numbers, so it does not name the columns', where, 'Add a line of column names at the top.');
  }
  return names;
}

function refuseRepeated(names: readonly string[], where: string): void {
  const placeOf = new Map<string, number>();
  for (const [i, name] of names.entries()) {
    const first = placeOf.get(name);
    if (first !== undefined) {
      throw new UserError(
        `two columns are called "${name}" (${first + 1} and ${i + 1})`,
        where,
        'Give every column a name of its own in the first line. If the first line holds data, add a line of names above it.',
      );
    }
    placeOf.set(name, i);
  }
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
