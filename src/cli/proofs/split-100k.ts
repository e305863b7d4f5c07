import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sameSplit } from './same-split';

/**
 * The split of MovieLens-100K, 8:1:1, that the authors' figures in the tables were made with. The order of its rows is part of it: in
 * `reference` mode a prediction depends on the other rows of its batch. An order of 100,000 rows hardly packs, so that the file is kept as
 * runs read it.
 */
export const SPLIT_100K = 'ml-100k-split.json.gz';
/** Of its text. */
export const SPLIT_100K_SHA256 = 'bdc13ec8a3dabe47f4cddc09bd7d56e4821be70c54f1834fac30dbe6a286fd43';
const FILE = join(import.meta.dirname, '..', '..', '..', 'bench', SPLIT_100K);

/**
 * The file of row numbers of the kept split.
 *
 * @returns JSON, 0.6 MB
 * @throws Error where the file is another than it was
 */
export function rowsFile100k(): string {
  return sameSplit('MovieLens-100K', gunzipSync(readFileSync(FILE)).toString(), SPLIT_100K_SHA256);
}
