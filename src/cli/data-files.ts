import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../lib/user-error';
import { statOf } from './stat-of';

/** A file on this machine, and the name that it has among the data. */
export interface DataFile {
  path: string;
  name: string;
}

/** A folder with more files than this is some other folder. */
const MOST_FILES = 1000;

/**
 * The files that paths name; a folder stands for all files in it. Files of one name are told apart by their folders, as those that are
 * dropped on the page are: `NL/train.csv`.
 *
 * @param where which argument or setting named them, for errors
 * @throws UserError where there is no such file, or a folder is empty or holds too many
 */
export function dataFiles(paths: readonly string[], where: string): DataFile[] {
  const files = paths.flatMap((path) => {
    const full = resolve(path);
    const found = statOf(full);
    if (found?.isDirectory())
      return filesIn(full, where).map((each) => ({ path: each, name: join(basename(full), relative(full, each)).split(sep).join('/') }));
    if (!found?.isFile()) throw new UserError(`there is no file ${full}`, where, 'Check the path.');
    return [{ path: full, name: basename(full) }];
  });
  const count = (name: string) => files.filter((file) => file.name === name).length;
  return files.map((file) => (count(file.name) > 1 ? { ...file, name: `${basename(dirname(file.path))}/${file.name}` } : file));
}

function filesIn(folder: string, where: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0) throw new UserError(`the folder ${folder} holds no file`, where, 'Name the files.');
  if (files.length > MOST_FILES) throw new UserError(`the folder ${folder} holds ${files.length} files`, where, `Name the files: at most ${MOST_FILES}.`);
  return files;
}
