import * as v from 'valibot';
import { MOST_SEEDS } from '../../config/experiment';

/**
 * What a link or a file tells of a result: numbers, no rows and no weights. It comes from anywhere, so all of it is bounded, and whatever
 * is longer, of another kind or unknown is refused.
 */

export const SNAPSHOT_VERSION = 1;

const MOST = { domains: 10_000, epochs: 10_000, adapters: 16, outcomes: 2000, contestants: 50, points: 300_000 } as const;
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const number = v.pipe(v.number(), v.finite());
const share = v.pipe(number, v.minValue(0), v.maxValue(1));
const positive = v.pipe(number, v.minValue(0));
const auc = v.nullable(share);
const nats = v.nullable(positive);
const name = v.pipe(v.string(), v.maxLength(1000));
const epoch = v.pipe(count, v.minValue(1), v.maxValue(MOST.epochs));
const engine = v.picklist(['webgpu', 'wasm', 'cpu']);
/** Mark of the kind of machine, see `machineMark`. */
const machine = v.optional(v.pipe(v.string(), v.maxLength(16)));
const seed = v.pipe(count, v.maxValue(4_294_967_295));
const perDomain = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.maxLength(MOST.domains));

/** Difference of AUC and its standard error; its interval follows from them. */
const change = v.nullable(v.tuple([v.pipe(number, v.minValue(-1), v.maxValue(1)), positive]));
const changes = { all: change, byDomain: perDomain(change), mean: change };

const perUser = v.strictObject({ auc, users: count, outOf: count, rows: count, error: v.optional(share), meanError: v.optional(share) });
const metrics = { rows: count, auc, logLoss: nats, aucError: v.optional(share), perUser: v.optional(perUser) };
const evaluation = v.strictObject({ ...metrics, domains: perDomain(v.strictObject(metrics)) });

const model = v.strictObject({
  epochs: v.pipe(count, v.maxValue(MOST.epochs)),
  parameters: count,
  bestEpoch: v.pipe(count, v.maxValue(MOST.epochs)),
  bestEpochs: v.optional(perDomain(v.pipe(count, v.maxValue(MOST.epochs)))),
  bestRestored: v.boolean(),
  testedEpoch: v.optional(v.pipe(positive, v.maxValue(MOST.epochs))),
  stopped: v.picklist(['epochs', 'patience', 'person']),
  test: evaluation,
  /** Rows per second, and milliseconds of a step: median and 95th percentile. */
  speed: v.tuple([positive, positive, positive]),
});

/** Validation at some epochs: for all rows and, where they are there, for each domain: `[epochs][domains]`. */
const curve = v.strictObject({
  epochs: v.pipe(v.array(epoch), v.maxLength(MOST.epochs)),
  auc: v.array(auc),
  logLoss: v.array(nats),
  perUser: v.optional(v.array(auc)),
  domains: v.optional(v.strictObject({ auc: v.array(perDomain(auc)), logLoss: v.array(perDomain(nats)), perUser: v.optional(v.array(perDomain(auc))) })),
});

const data = { name, hash: name };
const head = { version: v.literal(SNAPSHOT_VERSION), day: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/)), settings: v.pipe(v.string(), v.maxLength(16)) };
/** Kinds of parts that did not fit. */
export const LEFT_OUT = ['curves by domain', 'curves', 'adapters by domain', 'errors of the test rows', 'digits'] as const;
const leftOut = v.optional(v.pipe(v.array(v.picklist(LEFT_OUT)), v.maxLength(LEFT_OUT.length)));

const run = v.strictObject({
  ...head,
  kind: v.literal('run'),
  leftOut,
  engine,
  machine,
  data: v.strictObject({
    ...data,
    tableRows: count,
    rows: count,
    split: v.tuple([count, count, count]),
    domains: v.pipe(v.array(v.strictObject({ name, rows: count, positives: count })), v.minLength(1), v.maxLength(MOST.domains)),
    /** AUC of the true logits, where the data is synthetic: of all test rows, and of each domain's. */
    bestPossible: v.optional(
      v.strictObject({
        ...{ all: auc, domains: perDomain(auc), logLoss: nats, domainsLogLoss: perDomain(nats) },
        ...{ perUser: v.optional(auc), domainsPerUser: v.optional(perDomain(auc)) },
      }),
    ),
  }),
  /** Alarms that the sender's page had of columns which give the label away. */
  alarms: v.optional(count),
  model,
  baseline: v.optional(model),
  comparison: v.optional(v.strictObject({ ...changes, meanOf: perDomain(count), perUser: v.optional(v.strictObject(changes)) })),
  curves: v.optional(v.strictObject({ model: curve, baseline: v.optional(curve) })),
  /** Of each adapter at the end of training: how large what it adds is, as a share of what it is added to, by domain or (one number) the mean. */
  adapters: v.optional(v.pipe(v.array(v.strictObject({ layer: count, width: count, size: perDomain(v.nullable(positive)) })), v.maxLength(MOST.adapters))),
  /** Effective rank of the domains' mean H. */
  rank: v.optional(perDomain(v.nullable(positive))),
  /** What knowing the domain does for the trained model, where that was measured. */
  relies: v.optional(v.picklist(['helps', 'none seen', 'harms', 'unknown'])),
});

const scoresOf = <T extends v.GenericSchema>(score: T) => v.strictObject({ mean: score, all: score, byDomain: perDomain(score) });
const outcome = v.strictObject({
  /** Place of the contestant. */
  of: count,
  seed,
  testRows: perDomain(count),
  auc: scoresOf(auc),
  logLoss: scoresOf(nats),
  perUser: v.optional(scoresOf(auc)),
  aucErrors: v.optional(scoresOf(auc)),
  perUserErrors: v.optional(scoresOf(auc)),
  splitBySeed: v.optional(v.boolean()),
  separate: v.optional(v.literal(true)),
  testedLast: v.optional(v.literal(true)),
  parameters: positive,
  secondsPerEpoch: positive,
  epochs: v.pipe(positive, v.maxValue(MOST.epochs)),
  bestEpoch: v.pipe(positive, v.maxValue(MOST.epochs)),
  engine,
  machine,
});

const experiment = v.strictObject({
  ...head,
  kind: v.literal('experiment'),
  leftOut,
  data: v.strictObject({ ...data, rows: v.optional(count), columns: v.optional(count) }),
  domains: v.pipe(v.array(name), v.minLength(1), v.maxLength(MOST.domains)),
  /** `settings`: what differs from those of the link, as a link has it. */
  contestants: v.pipe(
    v.array(v.strictObject({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)), settings: v.pipe(v.string(), v.maxLength(20_000)) })),
    v.minLength(1),
    v.maxLength(MOST.contestants),
  ),
  reference: count,
  outcomes: v.pipe(v.array(outcome), v.minLength(1), v.maxLength(MOST.outcomes)),
});

const snapshot = v.variant('kind', [run, experiment]);

export type RunSnapshot = v.InferOutput<typeof run>;
export type ExperimentSnapshot = v.InferOutput<typeof experiment>;
export type Snapshot = RunSnapshot | ExperimentSnapshot;
export type LeftOut = (typeof LEFT_OUT)[number];

/** @returns undefined where it is no snapshot of this version, or its parts are not as long as the parts that they belong to */
export function asSnapshot(value: unknown): Snapshot | undefined {
  const read = v.safeParse(snapshot, value);
  if (!read.success) return undefined;
  const fits = read.output.kind === 'run' ? runFits(read.output) : experimentFits(read.output);
  return fits ? read.output : undefined;
}

function runFits({ data: { domains, bestPossible }, model, baseline, comparison, curves, adapters, rank }: RunSnapshot): boolean {
  const n = domains.length;
  const changesFit = (of: { byDomain: unknown[] } | undefined) => !of || of.byDomain.length === n;
  const modelFits = (of: typeof model | undefined) =>
    !of ||
    (of.test.domains.length === n &&
      [of.bestEpoch, ...(of.bestEpochs ?? [])].every((each) => each <= of.epochs) &&
      (of.bestEpochs?.length ?? n) === n &&
      // Where training was ended within an epoch, it is tested there.
      (of.testedEpoch ?? 0) <= of.epochs + 1);
  const curveFits = (of: v.InferOutput<typeof curve> | undefined, whole: typeof model | undefined) =>
    !of ||
    (whole !== undefined &&
      of.auc.length === of.epochs.length &&
      of.logLoss.length === of.epochs.length &&
      (of.perUser ?? of.auc).length === of.epochs.length &&
      of.epochs.every((each, i) => each > (of.epochs[i - 1] ?? 0) && each <= whole.epochs) &&
      (!of.domains ||
        [of.domains.auc, of.domains.logLoss, of.domains.perUser ?? of.domains.auc].every(
          (all) => all.length === of.epochs.length && all.every((each) => each.length === n),
        )));
  return (
    n * Math.max(model.epochs, baseline?.epochs ?? 0) <= MOST.points &&
    modelFits(model) &&
    modelFits(baseline) &&
    (!bestPossible ||
      [bestPossible.domains, bestPossible.domainsLogLoss, bestPossible.domainsPerUser ?? bestPossible.domains].every(({ length }) => length === n)) &&
    changesFit(comparison) &&
    changesFit(comparison?.perUser) &&
    (comparison?.meanOf.every((d) => d < n) ?? true) &&
    curveFits(curves?.model, model) &&
    curveFits(curves?.baseline, baseline) &&
    (adapters ?? []).every(({ size }) => size.length === n || size.length === 1) &&
    (rank === undefined || rank.length === n || rank.length === 1)
  );
}

function experimentFits({ domains, contestants, reference, outcomes }: ExperimentSnapshot): boolean {
  const n = domains.length;
  const names = new Set(contestants.map((each) => each.name));
  const keys = new Set(outcomes.map(({ of, seed: each }) => `${of} ${each}`));
  const fit = (of: { byDomain: unknown[] } | undefined) => !of || of.byDomain.length === n;
  return (
    names.size === contestants.length &&
    reference < contestants.length &&
    keys.size === outcomes.length &&
    // Of more, the answers cannot be worked out.
    new Set(outcomes.map((each) => each.seed)).size <= MOST_SEEDS &&
    outcomes.length * n <= MOST.points &&
    outcomes.some(({ of }) => of === reference) &&
    outcomes.every(
      (each) =>
        each.of < contestants.length &&
        each.bestEpoch <= each.epochs &&
        each.testRows.length === n &&
        [each.auc, each.logLoss, each.perUser, each.aucErrors, each.perUserErrors].every(fit),
    )
  );
}
