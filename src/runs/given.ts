import { markOf } from '../lib/mark';
import { UserError } from '../lib/user-error';
import { decodeRun } from './decode';
import { asKept, type RunRecord } from './record';

/** Characters of a file's beginning that tell what it is. */
export const GIVEN_HEAD = 4096;

/** Ids as `newRun` makes them, which begin with the moment. Those of stored runs and of experiments name what is not here. */
const ID = /^[0-9a-z]{1,12}-[0-9]{1,15}$/;

/** A configuration begins with a part of the settings, row numbers with the list of one part of the rows. */
const CONFIGURATION = /^\s*\{\s*"(?:version"\s*:\s*\d{1,9}\s*,\s*")?(?:data|split|model|train)"\s*:\s*\{/;
const SPLIT = /^\s*\{\s*"(?:train|val|test)"\s*:\s*\[\s*\d/;

/**
 * What a file of JSON is by its beginning, as `encodeRun`, the command for experiments, and the settings write it, or `splitJson` the row
 * numbers of a split; undefined: anything else, such as data.
 */
export function kindOfJson(head: string): 'run' | 'experiment' | 'configuration' | 'split' | undefined {
  if (!head.trimStart().startsWith('{')) return undefined;
  const says = (key: string) => head.includes(`"${key}":`);
  if (says('version') && says('id') && says('phase') && says('config')) return 'run';
  if (says('contestants') && says('config')) return 'experiment';
  // Rows, one a line.
  if (head.includes('}\n{')) return undefined;
  return CONFIGURATION.test(head) ? 'configuration' : SPLIT.test(head) ? 'split' : undefined;
}

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
