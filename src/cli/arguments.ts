import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_CHOICES } from '../config/run-config';
import { UserError } from '../lib/user-error';
import { type Predicted, readPredicted } from './predicted-parts';
import { readArguments } from './read-arguments';
import type { ToWrite } from './to-write';

/** `look`: what the Inside views show of the weights that were kept; `all`: what is measured on the test rows when it is asked for, too. */
const INSIDES = ['none', 'look', 'all'] as const;
type Inside = (typeof INSIDES)[number];

/** What `npm run train` was asked to do. */
export interface TrainArguments {
  /** `demo:NAME`, or paths of files and folders; left out: the configuration's data. */
  data?: string[];
  config?: string;
  /** Path inside the configuration and its value, in order. */
  set: [path: string[], value: unknown][];
  engine?: string;
  seed?: number;
  out?: string;
  /** What `out` holds of the inside of the model. */
  inside: Inside;
  weights?: string;
  /** A file of weights: they are tested, and nothing is trained. */
  from?: string;
  /** Files to write: row numbers of the split, predictions, a PyTorch project. */
  'split-rows'?: string;
  encoding?: string;
  predictions?: string;
  /** Of which rows. */
  'predictions-of': Predicted;
  torch?: string;
  /** An ONNX file to write; the encoding goes beside it. */
  onnx?: string;
  /** A file of new rows, and the file of their predictions. */
  score?: string;
  scores?: string;
  /** Whether the columns of that file stand beside its predictions. */
  'score-columns'?: boolean;
  /** Stops before training. */
  dryRun: boolean;
  help: boolean;
}

export const USAGE = `npm run train -- --data FILE|FOLDER|demo:NAME [--data FILE …] [--dry-run] [--config FILE] [--set PATH=VALUE] [--engine ${ENGINE_CHOICES.join('|')}]
                 [--seed N] [--out result.json] [--inside none|look|all] [--weights out.safetensors] [--predictions test.csv [--predictions-of train|val|test|all]] [--split-rows split.json] [--torch project.zip]
                 [--encoding encoding.json] [--onnx model.onnx] [--from weights.safetensors]
                 [--score new.csv --scores scores.csv --score-columns]

  --data     a file, or a demo set such as demo:conflict; repeated, or a folder: several files that make one table
  --dry-run  says how the data are read and what each column is for, and stops before training
  --config   a run's configuration (JSON); without it, the roles are proposed from the data and the rest is default
  --set      one setting, such as model.k=20 or model.adapters=[]; may be repeated
  --engine   where to train; auto takes the engine that is measured to be faster
  --seed     the run's seed
  --out      writes the result as JSON
  --inside   what it holds of the inside of a model with adapters: look, which the report and the page's views need and
             which is taken where this is left out; none; or all, with ablations, strengths and calibration measured
  --weights  writes the weights under the authors' state_dict names
  --predictions  writes what the model predicts of each test row, as CSV with the rows' numbers
  --predictions-of  of the rows of another part, or of all; then a column says the part of each row
  --split-rows   writes the row numbers of the parts, as split.rowsFile reads them
  --encoding     writes vocabularies and scales, as JSON
  --from     opens a model from a file of weights, with the settings that it states, and trains nothing
  --torch    writes a PyTorch project (zip): model, weights, encoding, training on many machines, tests
  --onnx     writes the model as ONNX, and how rows are encoded for it in NAME.encoding.json beside it;
             of one model per domain, two files each in the folder NAME
  --score    predicts the rows of this file with the trained model
  --scores   writes the predictions of --score, as CSV; scores.csv where it is left out
  --score-columns  puts the file's own columns beside each prediction`;

/** @throws UserError that names the argument and what is allowed */
export function parseTrainArguments(args: string[]): TrainArguments {
  const { values } = readArguments(() => parse(args));
  const { seed, set = [], help = false, 'dry-run': dryRun = false, inside: asked = 'look', 'predictions-of': predicted = 'test', ...texts } = values;
  if (texts.engine && !(ENGINE_CHOICES as readonly string[]).includes(texts.engine)) {
    throw new UserError(`there is no engine "${texts.engine}"`, '--engine', `Choose ${ENGINE_CHOICES.join(', ')}.`);
  }
  const inside = INSIDES.find((each) => each === asked);
  if (!inside) throw new UserError(`there is no "${asked}"`, '--inside', `Choose ${INSIDES.join(', ')}.`);
  if (values.inside !== undefined && texts.out === undefined)
    throw new UserError('nothing is written that holds it', '--inside', 'Name a file for the result with --out.');
  if (values['predictions-of'] !== undefined && texts.predictions === undefined)
    throw new UserError('nothing is written that holds them', '--predictions-of', 'Name a file for the predictions with --predictions.');
  if (seed !== undefined && !/^\d+$/.test(seed)) throw new UserError(`"${seed}" is not a whole number`, '--seed', 'Give a number from 0 to 4294967295.');
  if (texts.data && texts.data.length > 1 && texts.data.some((data) => data.startsWith('demo:')))
    throw new UserError('a demo set stands alone', '--data', 'Name one demo set, or files.');
  const ofScores = (['scores', 'score-columns'] as const).find((name) => texts[name] !== undefined);
  if (ofScores && texts.score === undefined) throw new UserError('nothing says which rows are to be scored', `--${ofScores}`, 'Name their file with --score.');
  return {
    ...texts,
    set: set.map(parseSetting),
    inside,
    'predictions-of': readPredicted(predicted),
    dryRun,
    help,
    ...(seed !== undefined && { seed: Number(seed) }),
  };
}

function parse(args: string[]) {
  return parseArgs({
    args,
    options: {
      data: { type: 'string', multiple: true },
      'dry-run': { type: 'boolean' },
      config: { type: 'string' },
      set: { type: 'string', multiple: true },
      engine: { type: 'string' },
      seed: { type: 'string' },
      out: { type: 'string' },
      inside: { type: 'string' },
      weights: { type: 'string' },
      predictions: { type: 'string' },
      'predictions-of': { type: 'string' },
      'split-rows': { type: 'string' },
      torch: { type: 'string' },
      onnx: { type: 'string' },
      encoding: { type: 'string' },
      from: { type: 'string' },
      score: { type: 'string' },
      scores: { type: 'string' },
      'score-columns': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

/** All files that the arguments ask for. */
export function toWrite(args: TrainArguments): ToWrite[] {
  const names = ['out', 'weights', 'predictions', 'split-rows', 'encoding', 'torch', 'onnx'] as const;
  const files = names.flatMap((name) => (args[name] === undefined ? [] : [{ argument: `--${name}`, path: args[name] }]));
  return [
    ...files,
    ...(args.onnx === undefined ? [] : [{ argument: '--onnx', path: `${onnxPlace(args.onnx)}.encoding.json` }]),
    ...(args.score === undefined ? [] : [{ argument: '--scores', path: scoresFile(args), replaced: true }]),
  ];
}

/** How the names of what stands beside an ONNX file begin; with one model per domain, the folder of all. */
export const onnxPlace = (file: string) => join(dirname(file), basename(file, '.onnx'));

/** Where the predictions of new rows go. */
export const scoresFile = ({ scores = 'scores.csv' }: TrainArguments) => scores;

/** `model.k=20`: the value is JSON where it parses, else the text itself. */
function parseSetting(text: string): [string[], unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new UserError(`"${text}" is no setting`, '--set', 'Write PATH=VALUE, such as model.k=20.');
  const value = text.slice(at + 1);
  try {
    return [text.slice(0, at).split('.'), JSON.parse(value)];
  } catch {
    return [text.slice(0, at).split('.'), value];
  }
}

/** A copy of `target` with one value put at a path; objects on the way are made where they are missing. */
export function withSetting(target: unknown, [key, ...rest]: string[], value: unknown): unknown {
  const object = typeof target === 'object' && target !== null && !Array.isArray(target) ? (target as Record<string, unknown>) : {};
  return { ...object, [key as string]: rest.length === 0 ? value : withSetting(object[key as string], rest, value) };
}
