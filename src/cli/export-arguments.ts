import { parseArgs } from 'node:util';
import { UserError } from '../lib/user-error';
import { type Predicted, readPredicted } from './predicted-parts';
import { readArguments } from './read-arguments';

/** What is made of a run file alone, as text. */
const TEXTS = ['report', 'curves', 'inside', 'inside-table', 'config'] as const;
/** What the page makes of one. */
const FIGURES = 'figures' as const;
/** What needs the model: `npm run train` writes each by the argument of its name. */
const OF_THE_MODEL = ['weights', 'predictions', 'split-rows', 'encoding', 'torch', 'onnx'] as const;
export const EXPORT_KINDS = [...TEXTS, FIGURES, ...OF_THE_MODEL];
export type TextExport = (typeof TEXTS)[number];
export type RunExport = TextExport | typeof FIGURES;
export type ModelExport = (typeof OF_THE_MODEL)[number];

/** What `npm run export` was asked to do. */
export type ExportArguments =
  | { kind: 'run'; run: string; as: TextExport /** Left out: printed. */; out?: string }
  | { kind: 'run'; run: string; as: typeof FIGURES; out: string }
  | {
      kind: 'model';
      run: string;
      as: ModelExport;
      out: string;
      /** Where its data are; left out: as it says itself. */
      data?: string[];
      /** Of which rows; left out: the test rows. */
      predicted?: Predicted;
      /** Whether a run file, which holds no weights, is trained again. */
      trainAgain: boolean;
    };

export const EXPORT_USAGE = `npm run export -- RUN --as ${EXPORT_KINDS.join('|')} [--out FILE] [--data FILE …] [--predictions-of PART] [--train-again]

  RUN is a run file that \`npm run train -- --out RUN\` or the page wrote, or the folder of an experiment (its report).

  report   one HTML file: result, method, data, curves, generated weights, ablations where known; needs no network
  figures  zip: every figure of the page as SVG and PNG, and its numbers as CSV; the page draws them, without a window
  curves   CSV: the loss and the validation metrics of each epoch, model and domain
  inside   JSON: what the Inside views hold of every look
  inside-table  CSV: a line for each number of these views
  config   JSON: the configuration, as \`npm run train -- --config\` reads it

  Of the model, which a run file does not hold. RUN is then its weights (.safetensors), which are opened; or a run file
  with --train-again: the same settings, seed and engine come to the same model.

  weights  predictions  split-rows  encoding  torch  onnx   as \`npm run train\` writes them

  --out          the file to write; left out: it is printed (neither figures nor files of the model)
  --data         the data that the model was trained on, where it is not a demo's, as for npm run train
  --predictions-of  train, val, test or all, with --as predictions; left out: test
  --train-again  trains a run file's configuration again`;

/**
 * @returns undefined where help was asked for
 * @throws UserError that says which argument is wrong, and where a file of the model comes from
 */
export function parseExportArguments(argv: string[]): ExportArguments | undefined {
  const { values, positionals } = readArguments(() =>
    parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        as: { type: 'string' },
        out: { type: 'string' },
        data: { type: 'string', multiple: true },
        'predictions-of': { type: 'string' },
        'train-again': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  if (values.help) return undefined;
  const [run, ...more] = positionals;
  const { as: asked, out, data, 'train-again': trainAgain, 'predictions-of': predicted } = values;
  if (run === undefined || more.length > 0) throw new UserError('one run is needed', 'arguments', 'Name the file that `npm run train -- --out` wrote.');
  const ofModel = OF_THE_MODEL.find((kind) => kind === asked);
  if (predicted !== undefined && ofModel !== 'predictions') throw new UserError('it goes with --as predictions', '--predictions-of', 'Leave it out.');
  const needsFile = (what: string) => new UserError(`“${what}” is a file`, '--out', 'Say where it is to be written.');
  if (ofModel) {
    if (out === undefined) throw needsFile(ofModel);
    if (!isWeights(run) && !trainAgain)
      throw new UserError(
        `a run file holds no weights, and “${ofModel}” needs the trained model`,
        '--as',
        'Name the weights (.safetensors) instead of the run, or add --train-again: the same settings, seed and engine come to the same model.',
      );
    return { kind: 'model', run, as: ofModel, out, trainAgain, ...(data && { data }), ...(predicted !== undefined && { predicted: readPredicted(predicted) }) };
  }
  const as = [...TEXTS, FIGURES].find((kind) => kind === asked);
  if (!as)
    throw new UserError(
      asked === undefined ? 'what to make is not said' : `“${asked}” cannot be made of a run`,
      '--as',
      `Choose one of ${EXPORT_KINDS.join(', ')}.`,
    );
  if (isWeights(run)) throw new UserError(`weights hold no ${as}`, 'arguments', 'Name the run file that `npm run train -- --out` wrote.');
  if (as !== FIGURES) return { kind: 'run', run, as, ...(out !== undefined && { out }) };
  if (out === undefined) throw needsFile(as);
  return { kind: 'run', run, as, out };
}

/** Whether a file's name says that it holds weights. */
export const isWeights = (name: string) => name.toLowerCase().endsWith('.safetensors');
