import { migrated, noRun } from './migrations';
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

/** Longer texts are no run: a thousand looks take a few dozen MB. */
export const MOST_CHARACTERS = 400_000_000;

/**
 * A run from a file that this page itself comes with, of this version or an older one: no more is looked at than tells it from anything
 * else. Whatever comes from elsewhere is for `decodeRun`.
 *
 * @throws UserError where the text is no run, or one of a later version
 */
export function readRun(text: string): RunRecord {
  if (text.length > MOST_CHARACTERS) throw noRun('it is far too long');
  let json: unknown;
  try {
    json = fromPackedJson(text);
  } catch {
    throw noRun('it is not JSON, or its numbers are torn');
  }
  return migrated(json);
}
