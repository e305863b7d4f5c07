import type { RunConfigInput } from '../config/run-config';
import { UserError } from '../lib/user-error';
import type { ScoreColumns } from '../protocol/score';

/** Why a model scores no new rows; undefined where it does, as of what holds where `sharing` is left out. */
export function scoreRefusal({ sharing }: RunConfigInput['model'] & object): UserError | undefined {
  if (sharing === 'separate')
    return new UserError('one model per domain does not score new rows yet', 'model.sharing', 'Train one model for all domains, with adapters or pooled.');
  return undefined;
}

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
