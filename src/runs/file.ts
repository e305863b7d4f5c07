import { UserError } from '../lib/user-error';
import { migrated } from './migrations';
import { fromPackedJson, type Precision, toPackedJson } from './packed';
import type { RunRecord } from './record';

export interface FileForm {
  /** As of `JSON.stringify`. */
  space?: number;
  /** How exactly the floats at a path such as `looks[].factors[].u1` are kept; left out: to 1/65534 of the largest of their array. */
  precision?: (path: string) => Precision | undefined;
}

/** A run as a file. */
export function encodeRun({ progress: _, kept: __, ...run }: RunRecord, { space, precision }: FileForm = {}): string {
  return toPackedJson(run, precision, space);
}

/**
 * A run from a file of this version or an older one.
 *
 * @throws UserError where the text is no run, or one of a later version
 */
export function decodeRun(text: string): RunRecord {
  let json: unknown;
  try {
    json = fromPackedJson(text);
  } catch {
    throw new UserError('this is no stored run: it is not JSON', undefined, 'Choose a file that the playground wrote.');
  }
  return migrated(json);
}
