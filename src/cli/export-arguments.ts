import { parseArgs } from 'node:util';
import { UserError } from '../lib/user-error';
import { readArguments } from './read-arguments';

/** What is made of a run file alone. */
export const EXPORT_KINDS = ['report', 'curves', 'inside', 'config'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** What needs the trained model, and the argument of `npm run train` that writes it. */
const OF_THE_MODEL = new Map([
  ['weights', '--weights'],
  ['predictions', '--predictions'],
  ['split-rows', '--split-rows'],
  ['torch', '--torch'],
]);

/** What `npm run export` was asked to do. */
export interface ExportArguments {
  run: string;
  as: ExportKind;
  /** Left out: printed. */
  out?: string;
}

export const EXPORT_USAGE = `npm run export -- RUN --as ${EXPORT_KINDS.join('|')} [--out FILE]

  Makes a file of a run that \`npm run train -- --out RUN\` or the page wrote.

  report   one HTML file: result, method, data, curves, weights, ablations where known; needs no network
  curves   CSV: the loss and the validation metrics of each epoch, model and domain
  inside   JSON: what the Inside views hold of every look
  config   JSON: the configuration, as \`npm run train -- --config\` reads it
  --out    the file to write; left out: it is printed`;

/**
 * @returns undefined where help was asked for
 * @throws UserError that says which argument is wrong, and where a file of the model comes from
 */
export function parseExportArguments(argv: string[]): ExportArguments | undefined {
  const { values, positionals } = readArguments(() =>
    parseArgs({
      args: argv,
      allowPositionals: true,
      options: { as: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
    }),
  );
  if (values.help) return undefined;
  const [run, ...more] = positionals;
  if (run === undefined || more.length > 0) throw new UserError('one run file is needed', 'arguments', 'Name the file that `npm run train -- --out` wrote.');
  const ofModel = OF_THE_MODEL.get(values.as ?? '');
  if (ofModel) {
    throw new UserError(
      `a run file holds no weights, and “${values.as}” needs the trained model`,
      '--as',
      `Train again with its configuration and \`${ofModel} FILE\`: \`npm run export -- RUN --as config\` writes the configuration, and the same settings, data and engine come to the same model.`,
    );
  }
  const as = EXPORT_KINDS.find((kind) => kind === values.as);
  if (!as)
    throw new UserError(
      values.as === undefined ? 'what to make is not said' : `“${values.as}” cannot be made of a run`,
      '--as',
      `Choose one of ${EXPORT_KINDS.join(', ')}.`,
    );
  return { run, as, ...(values.out !== undefined && { out: values.out }) };
}
