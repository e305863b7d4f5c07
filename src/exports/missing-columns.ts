import { UserError } from '../lib/user-error';
import type { ScoreColumns } from '../protocol/score';

/** The error that names all columns which a model reads and a file lacks. @param file its name */
export function missingColumns({ domain, texts, numbers, label, missing, extra }: ScoreColumns, file: string): UserError {
  const list = (names: readonly string[]) =>
    `${names
      .slice(0, 12)
      .map((name) => `"${name}"`)
      .join(', ')}${names.length > 12 ? ', …' : ''}`;
  const read = [...new Set([...(label === undefined ? [] : [label]), ...domain, ...texts, ...numbers])];
  const there = [...read.filter((name) => !missing.includes(name)), ...extra];
  return new UserError(
    `the model reads ${missing.length === 1 ? 'a column that is' : `${missing.length} columns that are`} not there: ${list(missing)}`,
    file,
    `The file has ${list(there)}. Name the columns as in the data that the model was trained on, in any order.`,
  );
}
