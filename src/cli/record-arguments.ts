import { parseArgs } from 'node:util';
import { UserError } from '../lib/user-error';
import { STORED_RUNS, type StoredRun } from '../runs/stored';
import { readArguments } from './read-arguments';

/** What `npm run record-demo` was asked to do. */
export interface RecordArguments {
  /** The runs that are meant. */
  only: readonly StoredRun[];
  /** Whether those that are up to date are recorded all the same. */
  anew: boolean;
}

/** @throws UserError that names the argument and what is allowed */
export function parseRecordArguments(args: string[]): RecordArguments {
  const { only, anew } = parse(args);
  return { only: only === undefined ? STORED_RUNS : only.split(',').map(runNamed), anew };
}

function runNamed(name: string): StoredRun {
  const run = STORED_RUNS.find((each) => each.name === name);
  if (!run) throw new UserError(`there is no stored run "${name}"`, '--only', `Choose from ${STORED_RUNS.map((each) => each.name).join(', ')}.`);
  return run;
}

function parse(args: string[]): { only?: string | undefined; anew: boolean } {
  const options = { only: { type: 'string' }, anew: { type: 'boolean', default: false } } as const;
  return readArguments(() => parseArgs({ args, options }).values, 'The arguments are --only NAME,… and --anew.');
}
