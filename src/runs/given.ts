import { markOf } from '../lib/mark';
import { UserError } from '../lib/user-error';
import { decodeRun } from './decode';
import { asKept, type RunRecord } from './record';

/** Ids as `newRun` makes them, which begin with the moment. Those of stored runs and of experiments name what is not here. */
const ID = /^[0-9a-z]{1,12}-[0-9]{1,15}$/;

/**
 * A run from a file that a person gives, of whatever origin. It has ended, and its model is in no worker.
 *
 * @param text as `encodeRun` gives it
 * @param name of the file, for errors
 * @param saved when the file was written, milliseconds since 1970
 * @returns the run under an id that nothing here gives a meaning: its own, or else one made of its text, the same each time
 * @throws UserError where it is no run, or one without results
 */
export function givenRun(text: string, name: string, saved: number): RunRecord {
  const run = decodeRun(text);
  if (run.data === undefined || (run.epochs.length === 0 && run.test === undefined))
    throw new UserError('this run ended before it came to any result', name, 'Choose a run that was trained.');
  return asKept({ ...run, id: ID.test(run.id) ? run.id : idOf(text, saved) }, saved);
}

const idOf = (text: string, saved: number) => `${Math.max(1, Math.floor(saved)).toString(36)}-${Number.parseInt(markOf(text), 36)}`;
