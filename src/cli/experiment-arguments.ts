import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { MOST_SEEDS } from '../config/experiment';
import { ENGINE_CHOICES } from '../config/run-config';
import { USUAL_SEEDS } from '../config/usual-seeds';
import { UserError } from '../lib/user-error';
import { jobsIn, seedsIn } from './number-lists';
import { readArguments } from './read-arguments';

/** What `npm run experiment` was asked to do. */
export interface ExperimentArguments {
  /** Left out: the default model and its backbone, on `data`. */
  file?: string;
  data?: string[];
  seeds?: number[];
  reference?: string;
  engine: string;
  /** What each run holds of the inside of its model. */
  inside: 'none' | 'look';
  /** Folder for runs and tables. */
  out: string;
  jobs: number;
  help: boolean;
}

export const USAGE = `npm run experiment -- [experiment.json] [--data FILE|FOLDER|demo:NAME …] [--seeds 1-10] [--reference NAME]
                     [--out FOLDER] [--inside none|look] [--jobs N] [--engine ${ENGINE_CHOICES.join('|')}]

  Trains each contestant with each seed, and writes the table: who is better, where, by how much, and how sure that is.

  experiment.json  what is compared: {"base": a run's configuration, "contestants": [{"name", "config"}, …], "seeds", "reference"};
                   left out: the configured model with HAMUR, its backbone alone, and that pooled and separate. With "sweep"
                   instead of "contestants": which settings vary, and how; it says which configuration is the best by validation
  --data           as for npm run train
  --seeds          numbers and ranges, such as 1-10,12; left out: those of the file, else ${USUAL_SEEDS}; at most ${MOST_SEEDS}
  --reference      the contestant that the others are compared with; left out: that of the file, else its last,
                   or the backbone alone where the file names none
  --out            the folder for runs and tables; left out: experiment. Runs that are there are not trained again, so that
                   the command goes on where it stopped, and seeds and contestants can be added
  --inside         what each run with adapters holds of the inside of its model, as for npm run train: look, where it is left
                   out, or none. Those of a sweep hold none
  --jobs           runs side by side, one thread each; 1: one after the other, with all threads. Left out: one for each core
  --engine         where to train; left out: wasm`;

/** @throws UserError that names the argument and what is allowed */
export function parseExperimentArguments(args: string[]): ExperimentArguments {
  const { values, positionals } = readArguments(() => parse(args));
  const { seeds, jobs, help = false, out = 'experiment', engine = 'wasm', inside = 'look', ...texts } = values;
  if (positionals.length > 1) throw new UserError(`"${positionals[1]}" is one file too many`, 'arguments', 'Name one experiment.');
  if (!(ENGINE_CHOICES as readonly string[]).includes(engine))
    throw new UserError(`there is no engine "${engine}"`, '--engine', `Choose ${ENGINE_CHOICES.join(', ')}.`);
  if (inside !== 'none' && inside !== 'look') throw new UserError(`there is no "${inside}" for an experiment`, '--inside', 'Choose none or look.');
  const [file] = positionals;
  return {
    ...texts,
    ...(file !== undefined && { file }),
    ...(seeds !== undefined && { seeds: seedsIn(seeds) }),
    engine,
    inside,
    out,
    jobs: jobs === undefined ? availableParallelism() : jobsIn(jobs),
    help,
  };
}

function parse(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string', multiple: true },
      seeds: { type: 'string' },
      reference: { type: 'string' },
      engine: { type: 'string' },
      inside: { type: 'string' },
      out: { type: 'string' },
      jobs: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}
