import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { counted } from '../lib/counted';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import { statOf } from './stat-of';

/** A file that a command is to write, and the argument that named it. */
export interface ToWrite {
  argument: string;
  path: string;
  /** Whether it takes the place of what is there only when it is whole: that needs leave to write into its folder. */
  replaced?: boolean;
}

/**
 * Refuses files that could not be written. It is asked before anything is trained, so that no work is lost for want of a folder.
 *
 * @throws UserError that names the argument and the folder: where it is not there or is none, where nothing may be written into it, or where
 * a folder has the file's name
 */
export function checkToWrite(files: readonly ToWrite[]): void {
  for (const { argument, path, replaced = false } of files) {
    const full = resolve(path);
    const folder = dirname(full);
    const place = statOf(folder);
    if (!place) throw new UserError(`there is no folder ${folder} for ${path}`, argument, 'Make the folder, or name a file in one that is there.');
    if (!place.isDirectory()) throw new UserError(`${folder} is a file, so that ${path} cannot be in it`, argument, 'Name a file in a folder.');
    const there = statOf(full);
    if (there?.isDirectory()) throw new UserError(`${full} is a folder`, argument, 'Name a file, such as one in it.');
    if (!there || replaced) checkLeave(folder, argument, 'the folder', constants.W_OK | constants.X_OK);
    if (there) checkLeave(full, argument, 'the file', constants.W_OK);
  }
}

/**
 * Makes a folder, and those on the way to it, where it is not there.
 *
 * @throws UserError that names the argument and the folder, where it cannot be made or nothing may be written into it
 */
export function makeFolder(folder: string, argument: string): void {
  const there = statOf(folder);
  if (there && !there.isDirectory()) throw new UserError(`${folder} is a file, and a folder is needed`, argument, 'Name another folder.');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UserError(`the folder ${folder} cannot be made (${errorText(error)})`, argument, 'Name another folder.');
  }
  checkLeave(folder, argument, 'the folder', constants.W_OK | constants.X_OK);
}

/** A file that was written, and its size. @param path as a person gave it */
export const sayWritten = (path: string) => `Wrote ${path}: ${counted(statSync(path).size, 'byte')}.`;

function checkLeave(path: string, argument: string, what: string, mode: number): void {
  try {
    accessSync(path, mode);
  } catch (error) {
    throw new UserError(`${what} ${path} may not be written to (${errorText(error)})`, argument, 'Name another, or change who may write to it.');
  }
}
