import { parseArgs } from 'node:util';
import { UserError } from '../lib/user-error';
import { KEPT_SPLIT_NAMES, KEPT_SPLITS, type KeptSplitName } from './proofs/kept-splits';
import { readArguments } from './read-arguments';

export const SPLIT_USAGE = `npm run split -- ${KEPT_SPLIT_NAMES.join('|')} FILE

  Writes which rows train, validate and test in the tables of docs/measurements.md, as JSON that split.rowsFile reads, here and on the page.
  Row numbers count the lines of ${KEPT_SPLIT_NAMES.map((name) => `${KEPT_SPLITS[name].lines} (${KEPT_SPLITS[name].title})`).join(' and ')} from 0.

  FILE  such as split.json; packed where its name ends in .gz`;

/**
 * What `npm run split` was asked to do.
 *
 * @returns undefined where help was asked for
 * @throws UserError that says which argument is wrong
 */
export function parseSplitArguments(args: string[]): { name: KeptSplitName; out: string } | undefined {
  const { values, positionals } = readArguments(() =>
    parseArgs({ args, allowPositionals: true, options: { help: { type: 'boolean', short: 'h', default: false } } }),
  );
  if (values.help) return undefined;
  const [asked, out, ...more] = positionals;
  const name = KEPT_SPLIT_NAMES.find((each) => each === asked);
  const choose = `Choose ${KEPT_SPLIT_NAMES.join(' or ')}.`;
  if (!name) throw new UserError(asked === undefined ? 'which split to write is not said' : `there is no split "${asked}"`, 'arguments', choose);
  if (out === undefined) throw new UserError('where to write the split is not said', 'arguments', `Name a file, such as ${name}-split.json.`);
  if (more.length > 0) throw new UserError(`"${more[0]}" is one argument too many`, 'arguments', 'Name one split and one file.');
  return { name, out };
}
