import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KEPT_SPLIT_NAMES, KEPT_SPLITS, writeKeptSplit } from './kept-splits';
import { FILE_1M } from './movielens-1m';
import { FILE_100K } from './movielens-100k';

/** What stands for a joined table where it is not there: the published files, which are joined as they are opened. */
const PUBLISHED: Record<string, readonly string[]> = {
  [FILE_100K]: ['u.data', 'u.user', 'u.item'],
  [FILE_1M]: ['ratings.dat', 'users.dat', 'movies.dat'],
};

/**
 * Finds what a run names: one file, or those of a published set, all in one folder. The splits of MovieLens, which are kept here, are written
 * where they are first needed.
 *
 * @param folders the first that has the file serves
 * @param scratch a folder for the splits
 * @returns the paths that a name stands for; of a name that no folder has, undefined
 */
export function movielensFiles(folders: readonly string[], scratch: string): (name: string) => readonly string[] | undefined {
  const found = (names: readonly string[]) =>
    folders.map((folder) => names.map((name) => resolve(folder, name))).find((paths) => paths.every((path) => existsSync(path)));
  return (name) => {
    const kept = KEPT_SPLIT_NAMES.find((each) => KEPT_SPLITS[each].file === name);
    if (!kept) return found([name]) ?? found(PUBLISHED[name] ?? [name]);
    const own = join(scratch, name);
    if (!existsSync(own)) writeKeptSplit(kept, own);
    return [own];
  };
}
