import { isNumeric } from '../../../config/value-test';
import { UserError } from '../../../lib/user-error';
import type { Mend } from '../../../protocol/reading';
import type { Split } from './find-delimiter';

/** Lines that are looked at. */
const LOOKED_AT = 100;
/** In so few lines nobody can say that they disagree. */
const FEW = 4;
/** Where fewer lines than this have the same number of fields, no sign splits them. */
const AGREE = 0.5;
/** Text to read has so many words between its commas, and hardly a number alone. */
const [WORDS, NUMBERS] = [2.5, 0.05];

/** Whether lines that a sign splits by accident are sentences: a space behind each sign, several words between two, and no numbers. */
export function isProse({ delimiter, filled, start }: Split): boolean {
  if (delimiter !== ',' && delimiter !== ';') return false;
  let [words, numbers, fields] = [0, 0, 0];
  for (const line of filled.slice(start, start + LOOKED_AT)) {
    for (const [c, field] of line.fields.entries()) {
      // Whoever writes a sentence puts a space there; few write tables so.
      if (c > 0 && field !== '' && !/^\s/.test(field)) return false;
      fields++;
      words += wordsIn(field);
      if (isNumeric(field.trim())) numbers++;
    }
  }
  return fields > 0 && words >= WORDS * fields && numbers <= NUMBERS * fields;
}

const wordsIn = (text: string) => text.split(' ').filter((word) => word !== '').length;

/** Whether no sign splits the lines into the same number of fields. @param splits one of each sign */
export const disagree = (splits: readonly Split[]): boolean =>
  splits.some(({ fields }) => fields > 1) &&
  splits.every(({ filled, fields, agree, start }) => filled.length >= FEW && (fields === 1 || agree * (filled.length - start) < AGREE * filled.length));

/** Whether a text of one column is one of sentences. */
export const isProseInOneColumn = ({ filled }: Split): boolean => {
  const lines = filled.slice(0, LOOKED_AT);
  return lines.length > 1 && lines.reduce((sum, { text }) => sum + wordsIn(text), 0) >= 2 * WORDS * lines.length;
};

/** @param mends how it may be read all the same */
export const noTable = (where: string, mends: readonly Mend[]): UserError =>
  new UserError(
    'this does not look like a table: no sign parts its lines into the same columns',
    where,
    'Choose a file with a line a row, and the same sign between the columns of every line.',
    mends,
  );
