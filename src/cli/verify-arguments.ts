import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { DEMOS } from '../config/demos';
import { BACKBONES } from '../config/run-config';
import { UserError } from '../lib/user-error';
import { jobsIn, seedsIn } from './number-lists';
import { KILL_PARTS } from './proofs/kills/pieces';
import { type Run, TRAINED_PARTS } from './proofs/proof';
import { TEST_PARTS } from './proofs/tests';
import { readArguments } from './read-arguments';

const PARTS = [...TRAINED_PARTS, ...TEST_PARTS, ...KILL_PARTS] as const;
export type Part = (typeof PARTS)[number];
const ENGINES = ['wasm', 'webgpu'] as const;

/** What `npm run verify` was asked to do. */
export interface VerifyArguments {
  /** The parts to prove. */
  only: Part[];
  /** Left out: all. */
  seeds?: number[];
  demos?: string[];
  backbones?: string[];
  /** Only proofs whose keys begin with one of these. */
  runs?: string[];
  /** Runs side by side. */
  jobs: number;
  /** Of the runs that state none. */
  engine: (typeof ENGINES)[number];
  /** Folders with the MovieLens files; the first that has them serves. */
  movielens: string[];
  /** Writes the tables and runs nothing; so do the next two. */
  tables: boolean;
  /** Removes the proofs of other recipes. */
  prune: boolean;
  /** Removes the proofs whose keys begin with one of these. */
  forget: string[];
  help: boolean;
}

export const USAGE = `npm run verify -- [--only ${PARTS.join(',')}] [--seeds 11-20,25] [--demos NAME,…] [--backbones NAME,…]
                  [--runs KEY] [--jobs N] [--engine ${ENGINES.join('|')}] [--movielens FOLDER] [--tables] [--prune] [--forget KEY]

  --only       the parts to prove; left out: all, but for those that are tests or kills where one of the next four is there
  --seeds      only the runs of these seeds, as numbers and ranges
  --demos      only the runs of these demos: ${DEMOS.map(({ name }) => name).join(', ')}
  --backbones  only the runs of these backbones: ${BACKBONES.join(', ')}
  --runs       only the proofs whose keys begin so, such as ml-1m/mlp-hamur, or tests/onnx with --only tests; may be repeated
  --jobs       runs side by side, one thread each; 1: one after the other, with all threads. Left out: one for each core
  --engine     what the runs of scenario-wise train on; the others state their engine. Left out: wasm
  --movielens  a folder with MovieLens-100K or 1M as published (u.data, u.user, u.item; ratings.dat, users.dat, movies.dat),
               or joined (ml-100k.csv.gz, ml-1m.csv); may be repeated
  --tables     runs nothing, and writes the tables of what is on record
  --prune      removes from the record what no table needs any more, such as proofs of an older recipe, and runs nothing
  --forget     removes from the record the proofs whose keys begin so, such as demo/conflict, and runs nothing; may be repeated`;

/** @throws UserError that names the argument and what is allowed */
export function parseVerifyArguments(args: string[]): VerifyArguments {
  const { values } = readArguments(() => parse(args));
  const { only, seeds, demos, backbones, runs, jobs, engine = 'wasm', movielens = [], forget = [], prune = false, tables = false, help = false } = values;
  // Who names seeds, demos, backbones or keys means runs.
  const narrowed = [seeds, demos, backbones, runs].some((named) => named !== undefined);
  return {
    only: only === undefined ? [...(narrowed ? TRAINED_PARTS : PARTS)] : namesIn(only, PARTS, '--only'),
    ...(seeds !== undefined && { seeds: seedsIn(seeds) }),
    ...(demos !== undefined && {
      demos: namesIn(
        demos,
        DEMOS.map(({ name }) => name),
        '--demos',
      ),
    }),
    ...(backbones !== undefined && { backbones: namesIn(backbones, BACKBONES, '--backbones') }),
    ...(runs !== undefined && { runs }),
    jobs: jobs === undefined ? availableParallelism() : jobsIn(jobs),
    engine: engineIn(engine),
    movielens,
    tables,
    prune,
    forget,
    help,
  };
}

/** Whether the arguments ask for this run. One that has no demo is none of those that are named. */
export function isAsked({ only, seeds, demos, backbones, ...named }: VerifyArguments, run: Run): boolean {
  return (
    only.includes(run.part) &&
    (!seeds || seeds.includes(run.seed)) &&
    (!demos || (run.demo !== undefined && demos.includes(run.demo))) &&
    (!backbones || backbones.includes(run.backbone)) &&
    isNamed(named, run.key)
  );
}

/** The run as it is to be trained: on the engine that it states, or on the one that the arguments name. */
export const onEngine = ({ engine }: Pick<VerifyArguments, 'engine'>, run: Run): Run => ({ ...run, config: { engine, ...run.config } });

/** Whether the arguments leave this key in. */
export const isNamed = ({ runs }: Pick<VerifyArguments, 'runs'>, key: string): boolean => !runs || runs.some((beginning) => key.startsWith(beginning));

function parse(args: string[]) {
  return parseArgs({
    args,
    options: {
      only: { type: 'string' },
      seeds: { type: 'string' },
      demos: { type: 'string' },
      backbones: { type: 'string' },
      runs: { type: 'string', multiple: true },
      jobs: { type: 'string' },
      engine: { type: 'string' },
      movielens: { type: 'string', multiple: true },
      tables: { type: 'boolean' },
      prune: { type: 'boolean' },
      forget: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function engineIn(text: string): VerifyArguments['engine'] {
  const engine = ENGINES.find((name) => name === text);
  if (!engine) throw new UserError(`there is no engine "${text}" to prove on`, '--engine', `Choose ${ENGINES.join(' or ')}.`);
  return engine;
}

function namesIn<N extends string>(text: string, allowed: readonly N[], where: string): N[] {
  const isAllowed = (name: string): name is N => (allowed as readonly string[]).includes(name);
  return text.split(',').map((name) => {
    if (!isAllowed(name)) throw new UserError(`there is no "${name}"`, where, `Choose from ${allowed.join(', ')}.`);
    return name;
  });
}
