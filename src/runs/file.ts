import { UserError } from '../lib/user-error';
import { migrated } from './migrations';
import { fromPackedJson, toPackedJson } from './packed';
import type { RunRecord } from './record';

/** A run as a file. @param space as of `JSON.stringify` */
export function encodeRun({ progress: _, ...run }: RunRecord, space?: number): string {
  return toPackedJson(run, space);
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
