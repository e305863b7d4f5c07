import { both, fields, flag, list, must, number, oneOf, orNull, type Shape, text, whole } from './shape';

/** What a run's results are, of so many domains. */

/** Epochs that a configuration may ask for. */
const MOST_EPOCHS = 10_000;
/** Older runs may have more points of a line than are kept today. */
const MOST_POINTS = 200_000;

const share = number(0, 1);
const auc = orNull(share);
const nats = orNull(number(0));
const epochsDone = number(0, MOST_EPOCHS);
const perUser = fields({ auc, users: whole(), outOf: whole(), rows: whole() }, { error: number(0, 1), meanError: number(0, 1) });
const metrics = { rows: whole(), auc, logLoss: nats };
const optional = { perUser, aucError: number(0, 1), reason: text() };

export const evaluation = (domains: number): Shape => fields({ ...metrics, domains: list(fields({ ...metrics, name: text() }, optional), domains) }, optional);

const change = orNull(fields({ difference: number(-1, 1), low: number(-10, 10), high: number(-10, 10), standardError: number(0, 10) }));
const changes = (domains: number): Shape => fields({ all: change, byDomain: list(change, domains), mean: change });

export const comparison = (domains: number): Shape =>
  both(changes(domains), fields({ meanOf: list(whole(0, domains - 1), { most: domains }) }, { perUser: changes(domains) }));

/** The epochs and the points of a line go one way. */
const rising = (value: unknown, path: string) => {
  const all = value as { epoch: number }[];
  must(
    all.every(({ epoch }, i) => i === 0 || epoch > (all[i - 1] as { epoch: number }).epoch),
    path,
  );
};

/** One of a run's models. */
export function modelRecord(domains: number): Shape {
  const val = evaluation(domains);
  const parts = fields(
    {
      epochs: both(list(fields({ epoch: whole(1, MOST_EPOCHS), seconds: number(0), trainLoss: number(), val }), { most: MOST_EPOCHS }), rising),
      losses: list(fields({ epoch: epochsDone, loss: number() }), { most: MOST_POINTS }),
    },
    {
      early: list(fields({ epoch: epochsDone, outOf: whole(), val }), { most: MOST_POINTS }),
      parameters: whole(),
      bestRestored: flag,
      testedEpoch: epochsDone,
      stopped: oneOf(['epochs', 'patience', 'person']),
      validation: val,
      test: val,
      speed: fields({ rowsPerSecond: number(0), stepMs: fields({ median: number(0), p95: number(0) }) }),
      perStep: fields({ dispatches: number(), submits: number(), bytesWritten: number(), bytesRead: number() }),
    },
  );
  return (value, path) => {
    parts(value, path);
    // Without any epoch there is no best one.
    const { epochs } = value as { epochs: unknown[] };
    const best = whole(0, epochs.length);
    fields({}, { bestEpoch: best, bestEpochs: list(best, domains) })(value, path);
    // What is told of a model once it is tested is told together.
    const tested = ['parameters', 'bestRestored', 'stopped', 'speed', 'perStep', 'bestEpoch'];
    if (Object.hasOwn(value as object, 'test')) for (const name of tested) must(Object.hasOwn(value as object, name), path ? `${path}.${name}` : name);
  };
}

const EFFECTS = ['helps', 'none seen', 'harms', 'unknown'];

export const ablation = (domains: number): Shape =>
  fields(
    {
      rows: list(whole(), domains),
      trained: list(auc, domains),
      conditions: list(fields({ name: oneOf(['off', 'own mean', 'as another', 'within', 'across']), byDomain: list(change, domains), mean: change }), {
        most: 5,
      }),
      swapped: list(change, domains * domains),
      alone: share,
      ownMean: orNull(number(0)),
      verdict: fields({ adapters: oneOf(EFFECTS), deaf: flag }, { domain: oneOf(EFFECTS), instance: oneOf(EFFECTS) }),
    },
    { untrained: list(whole(0, domains - 1), { most: domains }) },
  );

const bin = fields({ from: share, to: share, rows: whole(1), meanPrediction: share, clickRate: share, low: share, high: share });

export const calibration = (domains: number): Shape =>
  list(fields({ name: text(), rows: whole(), bins: list(bin, { most: 10_000 }), ece: orNull(share) }, { domain: whole(0, domains - 1) }), {
    most: domains + 1,
  });

export const strengths = (domains: number): Shape => {
  const parts = fields({ strengths: list(share, { most: 1000 }) });
  return (value, path) => {
    parts(value, path);
    const n = (value as { strengths: number[] }).strengths.length;
    fields(
      {
        auc: list(auc, n),
        byDomain: list(list(auc, domains), n),
        rows: list(fields({ row: whole(), predictions: list(share, n) }), { most: 100 }),
      },
      { perUser: list(auc, n) },
    )(value, path);
  };
};
