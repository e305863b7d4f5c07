import { completeStored } from '../config/complete';
import { type ConfigError, sayProblem } from '../config/problems';
import type { RunConfig } from '../config/run-config';
import { errorText } from '../lib/error-text';
import { readRun } from './file';
import { noRun } from './migrations';
import type { RunRecord } from './record';
import { checkRun } from './shape/record';
import { Misshapen } from './shape/shape';

/**
 * A run from a file of this version or an older one, of whatever origin: what comes of it can be shown.
 *
 * @throws UserError where the text is no run, one of a later version, or one that lacks or confuses something
 */
export function decodeRun(text: string): RunRecord {
  const run: RunRecord = readRun(text);
  try {
    checkRun(run);
  } catch (error) {
    if (error instanceof Misshapen) throw noRun(error.message);
    throw error;
  }
  return { ...run, config: checked(run.config) };
}

/** @throws UserError that says what is wrong with it */
function checked(config: unknown): RunConfig {
  try {
    return completeStored(config);
  } catch (error) {
    throw noRun(`config is not as it should be (${sayFirst(error)})`);
  }
}

function sayFirst(error: unknown): string {
  const [problem] = (error as Partial<ConfigError>).problems ?? [];
  return problem ? sayProblem(problem).replace(/\.$/, '') : errorText(error);
}
