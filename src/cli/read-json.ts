import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import { existingFile } from './run-source';

/**
 * @param path as a person gave it
 * @param where which argument named it
 * @throws UserError where there is no such file, or it is no JSON
 */
export function readJson(path: string, where: string): unknown {
  const found = existingFile(resolve(path), where);
  try {
    return JSON.parse(readFileSync(found, 'utf8'));
  } catch (error) {
    throw new UserError(`this is not JSON (${errorText(error)})`, path, 'Correct it at the place named.');
  }
}
