import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { UserError } from '../../lib/user-error';
import type { Run } from './proof';

/**
 * A file of row numbers that somebody brings must be the one that the runs are of: figures of another split do not belong beside theirs.
 *
 * @param fileOf the path of a file that a run names
 * @throws UserError where the text has another SHA-256
 */
export function refuseOtherSplits(runs: readonly Pick<Run, 'config' | 'split'>[], fileOf: (name: string) => string): void {
  const stated = new Map(
    runs.flatMap(({ config, split }) => (split !== undefined && config.split && 'rowsFile' in config.split ? [[config.split.rowsFile, split]] : [])),
  );
  for (const [name, sha256] of stated) {
    const path = fileOf(name);
    const bytes = readFileSync(path);
    const text = name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    const own = createHash('sha256').update(text).digest('hex');
    if (own !== sha256)
      throw new UserError(
        `these row numbers are another split: their SHA-256 is ${own}, not ${sha256}`,
        path,
        'Bring the file that docs/measurements.md names.',
      );
  }
}
