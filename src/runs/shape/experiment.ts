import { completeStored } from '../../config/complete';
import { UserError } from '../../lib/user-error';
import { EXPERIMENT_VERSION, type ExperimentRecord } from '../experiment/record';
import { both, fields, list, Misshapen, must, number, oneOf, orNull, type Shape, text, whole } from './shape';
import { addedToOutcome, sweepPlan } from './sweep';

const MOST_CONTESTANTS = 1000;
const MOST_JOBS = 100_000;
const MOST_DOMAINS = 10_000;
const MOST_EPOCHS = 10_000;
/** The last moment that a date can be, in milliseconds since 1970. */
const moment = number(0, 8.64e15);
const seed = whole(0, 4_294_967_295);

const contestant = fields({ name: text(1000), config: (value) => void completeStored(value) });

const outcome: Shape = (value, path) => {
  fields({ domains: list(text(), { most: MOST_DOMAINS }) })(value, path);
  const { length } = (value as { domains: unknown[] }).domains;
  const score = orNull(number(0));
  const scores = fields({ mean: score, all: score, byDomain: list(score, length) });
  addedToOutcome(length)(value, path);
  fields({
    contestant: text(1000),
    seed,
    data: text(),
    testRows: list(whole(), length),
    scores: fields({ auc: scores, logLoss: scores, perUser: scores }),
    parameters: number(0),
    secondsPerEpoch: number(0),
    epochs: number(0, MOST_EPOCHS),
    bestEpoch: number(0, MOST_EPOCHS),
    engine: oneOf(['webgpu', 'wasm', 'cpu']),
  })(value, path);
};

const auc = orNull(number(0, 1));
const point = fields({ epoch: whole(1, MOST_EPOCHS), auc, logLoss: number(0) }, { perUser: auc });

const job = both(
  fields(
    { contestant: text(1000), seed, state: oneOf(['waiting', 'training', 'done', 'failed']) },
    {
      message: text(),
      run: text(1000),
      outcome,
      epochs: whole(1, MOST_EPOCHS),
      earlier: list(outcome, { most: 20 }),
      curve: list(point, { most: MOST_EPOCHS }),
    },
  ),
  (value, path) => {
    const { contestant: name, seed: of, state, outcome: came } = value as ExperimentRecord['jobs'][number];
    must((state === 'done') === (came !== undefined), `${path}.outcome`);
    must(!came || (came.contestant === name && came.seed === of), `${path}.outcome`);
  },
);

const parts = fields(
  {
    version: oneOf([EXPERIMENT_VERSION]),
    id: text(1000),
    began: moment,
    contestants: list(contestant, { most: MOST_CONTESTANTS }),
    reference: text(1000),
    data: fields({ name: text(), hash: text() }, { rows: whole(), columns: whole() }),
    jobs: list(job, { most: MOST_JOBS }),
  },
  { sweep: sweepPlan },
);

const experiment: Shape = (value, path) => {
  parts(value, path);
  const { contestants, reference, jobs } = value as ExperimentRecord;
  const names = new Set(contestants.map(({ name }) => name));
  must(contestants.length > 0 && names.size === contestants.length, 'contestants');
  must(names.has(reference), 'reference');
  must(jobs.length > 0 && jobs.every((each) => names.has(each.contestant)), 'jobs');
  must(new Set(jobs.map((each) => JSON.stringify([each.contestant, each.seed]))).size === jobs.length, 'jobs');
};

/** Whether a value says of itself that a later version of the page wrote it. */
export const isOfLaterVersion = (value: unknown): boolean => {
  const { version } = (value ?? {}) as { version?: unknown };
  return typeof version === 'number' && version > EXPERIMENT_VERSION;
};

/**
 * An experiment from what is kept: all its parts are there, and every setting of its contestants.
 *
 * @throws UserError where it is none, or one of a later version
 */
export function checkedExperiment(value: unknown): ExperimentRecord {
  if (isOfLaterVersion(value))
    throw new UserError('this experiment was kept by a newer version of the page', undefined, 'Load the page anew to get that version.');
  try {
    experiment(value, '');
  } catch (error) {
    const what = error instanceof Misshapen ? error.message : 'a configuration is not as it should be';
    throw new UserError(`what is kept of this experiment cannot be read (${what})`, undefined, 'Its runs are in the list of kept runs.');
  }
  const read = value as ExperimentRecord;
  return { ...read, contestants: read.contestants.map((each) => ({ ...each, config: completeStored(each.config) })) };
}
