import { readFileSync } from 'node:fs';
import { kindOfJson, OWN_HEAD, OWN_JSON, type OwnJson } from '../config/own-files';
import { UserError } from '../lib/user-error';
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
  const head = bytes.toString('utf8', 0, OWN_HEAD).trimStart();
  // Weights begin with a length, whose first byte may be that of "{" too; then it does not lead beyond the file.
  if (!head.startsWith('{') || (bytes.length >= 8 && bytes.readBigUInt64LE(0) <= BigInt(bytes.length))) return bytes;
  const kind = kindOfJson(head);
  const besides: Partial<Record<OwnJson, string>> = {
    run: ', or train the run again: npm run export -- RUN --as weights --train-again --out FILE.',
    configuration: ', or train by it: --config FILE.',
  };
  if (kind) throw new UserError(`${path} holds no weights: it ${OWN_JSON[kind].says}`, where, `${NAME_WEIGHTS}${besides[kind] ?? '.'}`);
  throw new UserError(`${path} holds no weights: it is other JSON`, where, `${NAME_WEIGHTS}.`);
}
