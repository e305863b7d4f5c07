import { type AucChange, meanAucChange } from '../../measures/classification/auc-change';
import { intervalWidth } from '../../measures/classification/normal';
import type { Comparison, Evaluation, Metrics } from '../../protocol/result';
import type { RunRecord } from '../record';
import { epochRecord, modelResult, SUMMARY, startedRun } from '../run.test-helper';

/** A domain of a run whose two models are compared. */
export interface Domain {
  name: string;
  rows?: number;
  /** Difference of AUC and its standard error; null: too few rows of a class; none: rows of one class only. */
  change?: readonly [difference: number, standardError: number] | null;
  /** Its best possible AUC. */
  best?: number;
}

/** A change with its interval. */
export function changeOf(difference: number, standardError: number): AucChange {
  const reach = intervalWidth(0.95) * standardError;
  return { difference, standardError, low: difference - reach, high: difference + reach };
}

/** The same evaluation with an AUC per user: so much less than the AUC, of 40 users of whom 30 count, with 60 % of the rows. */
function withUsers({ domains, ...all }: Evaluation, less: number): Evaluation {
  const of = <T extends Metrics>(metrics: T): T => ({
    ...metrics,
    perUser: { auc: metrics.auc === null ? null : metrics.auc - less, users: metrics.auc === null ? 0 : 30, outOf: 40, rows: 0.6 * metrics.rows },
  });
  return { ...of(all), domains: domains.map(of) };
}

/** A run whose column of the users is named. HAMUR's AUC per user is 0.1 less than its AUC, its backbone's 0.11; domains have no interval. */
export function runWithUsers(run: RunRecord): RunRecord {
  const { test, baseline, comparison, config, epochs, data } = run;
  if (!test || !baseline?.test || !comparison || !data?.bestPossible) throw new Error('The run is not done.');
  const measured = epochs.map((each) => ({ ...each, val: withUsers(each.val, 0.1) }));
  return {
    ...run,
    config: { ...config, data: { ...config.data, group: 'visitor' } },
    data: { ...data, bestPossible: withUsers(data.bestPossible, 0.05) },
    epochs: measured,
    test: withUsers(test, 0.1),
    baseline: { ...baseline, test: withUsers(baseline.test, 0.11) },
    comparison: { ...comparison, perUser: { all: changeOf(0.022, 0.008), mean: changeOf(0.02, 0.008), byDomain: comparison.byDomain.map(() => null) } },
  };
}

/** A run that is done: HAMUR's AUC is 0.7 and a domain's change, its backbone's 0.7, where there is one. */
export function comparedRun(domains: readonly Domain[], change: Partial<RunRecord> = {}): RunRecord {
  const known = domains.map((each) => ('change' in each ? each.change : undefined));
  const byDomain = known.map((each) => (each ? changeOf(...each) : null));
  const meanOf = [...domains.keys()].filter((d) => byDomain[d] && domains[d]?.best !== 0.5);
  const comparison: Comparison = {
    all: changeOf(0.012, 0.005),
    byDomain,
    mean: meanAucChange(meanOf.map((d) => byDomain[d] ?? null)),
    meanOf,
  };
  const test = (gain: number): Evaluation => ({
    rows: domains.reduce((sum, { rows = 1000 }) => sum + rows, 0),
    auc: 0.7 + gain * 0.012,
    logLoss: 0.5,
    domains: domains.map(({ name, rows = 1000 }, d) => ({
      name,
      rows,
      logLoss: 0.4,
      auc: known[d] === undefined ? null : 0.7 + gain * (known[d]?.[0] ?? 0.05),
      ...(known[d] === undefined && { reason: 'All rows are negative, so there is no AUC.' }),
    })),
  });
  const best: Evaluation = { ...test(0), domains: test(0).domains.map((each, d) => ({ ...each, auc: domains[d]?.best ?? 0.9 })) };
  return {
    ...startedRun(),
    phase: 'done',
    data: { ...SUMMARY, domains: domains.map(({ name, rows = 1000 }) => ({ name, rows: 10 * rows, positives: 4 * rows })), bestPossible: best },
    epochs: [epochRecord(1, 0.6), epochRecord(2, 0.7)],
    ...modelResult(0.7, 2),
    test: test(1),
    baseline: { epochs: [epochRecord(1, 0.6), epochRecord(2, 0.65)], losses: [], ...modelResult(0.7, 1), test: test(0) },
    comparison,
    ...change,
  };
}
