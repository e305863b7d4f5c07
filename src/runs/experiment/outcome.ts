import type { SplitConfig } from '../../config/run-config';
import { mean } from '../../lib/mean';
import { meanOverDomains } from '../../measures/classification/mean-over-domains';
import { hasFewUsers } from '../../measures/classification/user-auc';
import type { EngineName } from '../../protocol/engine';
import type { Evaluation, Metrics } from '../../protocol/result';
import { machineMark } from '../machine-mark';
import type { TrainedRun } from '../record';

/** The metrics that a table can show. `perUser`: the AUC within users, weighted by their rows (GAUC). */
export const METRICS = ['auc', 'logLoss', 'perUser'] as const;
export type Metric = (typeof METRICS)[number];

/** What one contestant came to with one seed, on its test rows. */
export interface Outcome {
  contestant: string;
  seed: number;
  /** Of the data; see `DataSummary.hash`. */
  data: string;
  /** One model per domain, each with the epoch that its own validation rows chose. */
  separate?: true;
  /** [D] names and test rows of the domains. */
  domains: string[];
  testRows: number[];
  scores: Record<Metric, Scores>;
  /** Standard errors of the AUCs from the test rows alone, by DeLong: what one run is uncertain by. Older files lack them. */
  aucErrors?: Scores;
  /** The same of the AUCs per user, over draws of users. Older files lack them. */
  perUserErrors?: Scores;
  /** What the tested weights came to on the validation rows: what may choose between configurations. Older files lack it. */
  validation?: Record<'auc' | 'logLoss', Scores>;
  /** Whether the seed draws which rows test; otherwise all seeds have the same ones. Older files lack it. */
  splitBySeed?: boolean;
  parameters: number;
  /** Mean over the epochs, training and validation. */
  secondsPerEpoch: number;
  epochs: number;
  /** The most epochs that it was to have. Older files lack it. */
  mostEpochs?: number;
  bestEpoch: number;
  /** The tested weights are those that training ended with, not those of the best epoch: the authors' code does so where patience lasts. */
  testedLast?: true;
  engine: EngineName;
  /** Mark of the kind of machine, see `machineMark`. Older files lack it. */
  machine?: string;
}

/** null where the rows hold one class only, or nothing names the users. */
export interface Scores {
  /** Over the domains in which there is something to learn. */
  mean: number | null;
  /** Of all rows. */
  all: number | null;
  /** [D] */
  byDomain: (number | null)[];
}

export function outcomeOf(run: TrainedRun, contestant: string): Outcome {
  const { test, data, epochs, bestEpoch, parameters, engine, config } = run;
  const validated = validationOf(run);
  const auc = scoresOf(test, ({ auc }) => auc, data.bestPossible);
  const machine = machineMark(run);
  const errors = aucErrorsOf(test, data.bestPossible);
  const userErrors = perUserErrorsOf(test);
  return {
    contestant,
    seed: config.seed,
    data: data.hash,
    ...(config.model.sharing === 'separate' && { separate: true as const }),
    domains: test.domains.map(({ name }) => name),
    testRows: test.domains.map(({ rows }) => rows),
    scores: {
      auc,
      logLoss: scoresOf(test, ({ logLoss }) => logLoss, data.bestPossible),
      perUser: perUserScoresOf(test, data.bestPossible),
    },
    ...(errors && { aucErrors: errors }),
    ...(userErrors && { perUserErrors: userErrors }),
    ...(validated && {
      validation: {
        auc: scoresOf(validated, ({ auc }) => auc, data.bestPossible),
        logLoss: scoresOf(validated, ({ logLoss }) => logLoss, data.bestPossible),
      },
    }),
    splitBySeed: drawsRows(config.split),
    parameters,
    secondsPerEpoch: mean(epochs.map(({ seconds }) => seconds)) ?? 0,
    epochs: epochs.length,
    mostEpochs: config.train.epochs,
    bestEpoch,
    ...(!run.bestRestored && { testedLast: true as const }),
    engine: engine.name,
    ...(machine && { machine }),
  };
}

/** Validation with the weights that were tested: where training was ended within an epoch, at the end of the one before it. */
function validationOf({ validation, epochs, testedEpoch, bestEpoch }: TrainedRun): Evaluation | undefined {
  if (validation) return validation;
  const at = Math.floor(testedEpoch ?? bestEpoch);
  return epochs.findLast(({ epoch }) => epoch <= at)?.val;
}

/** Domains are rows apart, so the variances of their AUCs add up in the mean. Undefined where no AUC has an error. */
function aucErrorsOf(test: Evaluation, bestPossible?: Evaluation): Scores | undefined {
  const byDomain = test.domains.map(({ aucError }) => aucError ?? null);
  if (test.aucError === undefined && byDomain.every((error) => error === null)) return undefined;
  const counted = test.domains.flatMap(({ auc, aucError }, d) => (auc === null || bestPossible?.domains[d]?.auc === 0.5 ? [] : [aucError]));
  // An AUC without an error leaves the mean without one.
  const whole = counted.length > 0 && counted.every((error) => error !== undefined);
  return {
    mean: whole ? Math.sqrt(counted.reduce<number>((sum, error) => sum + (error as number) ** 2, 0)) / counted.length : null,
    all: test.aucError ?? null,
    byDomain,
  };
}

/** Undefined where no AUC per user has an error. */
function perUserErrorsOf({ perUser, domains }: Evaluation): Scores | undefined {
  const errors = { mean: perUser?.meanError ?? null, all: perUser?.error ?? null, byDomain: domains.map((each) => each.perUser?.error ?? null) };
  return [errors.mean, errors.all, ...errors.byDomain].some((error) => error !== null) ? errors : undefined;
}

/** Whether the run's seed draws which rows test. */
export const drawsRows = (split: SplitConfig): boolean =>
  (('ratios' in split && !('timeColumn' in split)) || 'userRatios' in split) && !('seed' in split && split.seed !== undefined);

/** A metric of an evaluation, over all rows and by domain. @param counts whether a domain has a part in the mean; left out: each */
export function scoresOf(test: Evaluation, of: (metrics: Metrics) => number | null, bestPossible?: Evaluation, counts = (_: Metrics) => true): Scores {
  const byDomain = test.domains.map(of);
  const known = bestPossible && { byDomain: bestPossible.domains.map(({ auc }) => auc) };
  return {
    mean: meanOverDomains(
      byDomain.map((value, d) => (counts(test.domains[d] as Metrics) ? value : null)),
      known,
    ),
    all: of(test),
    byDomain,
  };
}

/** The AUC per user; see `FEWEST_USERS` for its mean. */
export const perUserScoresOf = (test: Evaluation, bestPossible?: Evaluation): Scores =>
  scoresOf(
    test,
    ({ perUser }) => perUser?.auc ?? null,
    bestPossible,
    ({ perUser }) => !hasFewUsers(perUser),
  );
