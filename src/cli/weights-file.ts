import { readFileSync } from 'node:fs';
import { UserError } from '../lib/user-error';
import { GIVEN_HEAD, kindOfJson } from '../runs/given';
import { existingFile } from './run-source';

const NAME_WEIGHTS = 'Name the weights (.safetensors) that `npm run train -- --weights` writes';

/**
 * The bytes of a file of weights.
 *
 * @param path as a person gave it
 * @param where which argument named it
 * @throws UserError where there is no such file, or it is JSON: then with what it is, and what to do with it
 */
export function readWeights(path: string, where: string): Uint8Array {
  const bytes = readFileSync(existingFile(path, where));
  const head = bytes.toString('utf8', 0, GIVEN_HEAD).trimStart();
  // Weights begin with a length, whose first byte may be that of "{" too; then it does not lead beyond the file.
  if (!head.startsWith('{') || (bytes.length >= 8 && bytes.readBigUInt64LE(0) <= BigInt(bytes.length))) return bytes;
  const kind = kindOfJson(head);
  if (kind === 'run')
    throw new UserError(
      `${path} is a run, which holds no weights`,
      where,
      `${NAME_WEIGHTS}, or train the run again: npm run export -- RUN --as weights --train-again --out FILE.`,
    );
  if (kind === 'experiment') throw new UserError(`${path} says what an experiment compares, and holds no weights`, where, `${NAME_WEIGHTS}.`);
  if (/"(data|model|split|train)":/.test(head))
    throw new UserError(`${path} is a configuration, which holds no weights`, where, `${NAME_WEIGHTS}, or train by it: --config FILE.`);
  throw new UserError(`${path} is JSON, and holds no weights`, where, `${NAME_WEIGHTS}.`);
}
