import { completeRunConfig } from '../../config/complete';
import { changeWithError } from '../../measures/classification/auc-change';
import type { Evaluation } from '../../protocol/result';
import { RECORD_VERSION, type TrainedRun } from '../record';
import { modelResult, ROLES, SUMMARY } from '../run.test-helper';

/** A trained run of so many epochs and domains, whose numbers all differ and have all their digits. */
export function trainedRun(epochs = 5, domains = 2): TrainedRun {
  const names = Array.from({ length: domains }, (_, d) => ['home', 'shop'][d] ?? `place ${d}`);
  const drawn = (at: number, d: number) => Math.abs(Math.sin(12.9898 * at + 78.233 * d) * 43758.5453) % 1;
  const evaluation = (at: number): Evaluation => ({
    rows: 2,
    auc: 0.7 + 0.1 * drawn(at, 0),
    logLoss: 0.5 + 0.1 * drawn(at, -1),
    aucError: 0.01,
    domains: names.map((name, d) => ({ name, rows: 1, auc: 0.7 + 0.1 * drawn(at, d + 1), logLoss: 0.5 + 0.1 * drawn(at, -d - 2), aucError: 0.02 })),
  });
  const short = (value: Evaluation): Evaluation =>
    JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'number' ? Number(each.toPrecision(4)) : each)));
  const model = (at: number) => ({
    ...modelResult(0.7),
    test: evaluation(at),
    epochs: Array.from({ length: epochs }, (_, i) => ({ epoch: i + 1, seconds: 1, trainLoss: 0.6, val: short(evaluation(at + i)) })),
    losses: [],
  });
  const change = (at: number) => changeWithError(Math.sin(at) / 10, 0.01);
  return {
    version: RECORD_VERSION,
    id: 'mb1-1',
    phase: 'done',
    config: completeRunConfig({ train: { epochs } }, ROLES),
    engine: { name: 'wasm', adapter: 'SIMD', reason: 'it was chosen' },
    data: { ...SUMMARY, domains: names.map((name) => ({ name, rows: 4, positives: 2 })), bestPossible: short(evaluation(9)) },
    ...model(1),
    baseline: model(2),
    comparison: { all: change(1), byDomain: names.map((_, d) => change(d + 2)), mean: change(0.5), meanOf: names.map((_, d) => d) },
    looks: [],
  };
}

/** The same where a column of the users is named: the AUC per user is so much less than the AUC everywhere. */
export function withUsers(run: TrainedRun): TrainedRun {
  const less = (auc: number | null) => auc && Number((auc - 0.1).toPrecision(4));
  const of = ({ perUser: _, ...each }: Evaluation): Evaluation => ({
    ...each,
    perUser: { auc: less(each.auc), users: 40, outOf: 50, rows: 2 },
    domains: each.domains.map((domain) => ({ ...domain, perUser: { auc: less(domain.auc), users: 40, outOf: 50, rows: 1 } })),
  });
  const tested = (evaluation: Evaluation): Evaluation => {
    const { perUser, domains, ...each } = of(evaluation);
    const withError = (auc: Evaluation['perUser']) => ({ ...(auc as NonNullable<Evaluation['perUser']>), error: 0.0123456789 });
    return {
      ...each,
      perUser: { ...withError(perUser), meanError: 0.0234567891 },
      domains: domains.map((domain) => ({ ...domain, perUser: withError(domain.perUser) })),
    };
  };
  const { baseline, config, data } = run;
  const epochsOf = (epochs: TrainedRun['epochs']) => epochs.map((each) => ({ ...each, val: of(each.val) }));
  return {
    ...run,
    config: { ...config, data: { ...config.data, group: 'user_id' } },
    data: { ...data, ...(data.bestPossible && { bestPossible: of(data.bestPossible) }) },
    test: tested(run.test),
    epochs: epochsOf(run.epochs),
    ...(baseline?.test && { baseline: { ...baseline, test: tested(baseline.test), epochs: epochsOf(baseline.epochs) } }),
  };
}
