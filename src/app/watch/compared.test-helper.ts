import { type AucChange, meanAucChange } from '../../measures/classification/auc-change';
import { intervalWidth } from '../../measures/classification/normal';
import type { Comparison, Evaluation } from '../../protocol/result';
import type { RunRecord } from '../../runs/record';
import { epochRecord, modelResult, SUMMARY, startedRun } from '../../runs/run.test-helper';

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
