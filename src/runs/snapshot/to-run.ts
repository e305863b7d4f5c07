import type { RunConfig } from '../../config/run-config';
import { markOf } from '../../lib/mark';
import { changeWithError } from '../../measures/classification/auc-change';
import type { UserAuc } from '../../measures/classification/user-auc';
import type { Changes, EpochRecord, Evaluation, ModelResult } from '../../protocol/result';
import { type ModelRecord, RECORD_VERSION, type TrainedRun } from '../record';
import type { RunSnapshot } from './form';
import { SENT } from './sent';

/**
 * A run as far as a snapshot tells of it: with results and curves, without looks and rows. An epoch of which nothing is told has
 * validation metrics of no rows.
 *
 * @param config the settings that came with it
 */
export function runOfSnapshot(snapshot: RunSnapshot, config: RunConfig): TrainedRun {
  const { data, model, baseline, comparison, curves, day, engine } = snapshot;
  const names = data.domains.map(({ name }) => name);
  const [train, val, test] = data.split;
  const { bestPossible: best } = data;
  return {
    version: RECORD_VERSION,
    id: `${SENT}${day}-${markOf(JSON.stringify(snapshot))}`,
    recorded: day,
    phase: model.stopped === 'person' ? 'stopped' : 'done',
    config,
    engine: { name: engine, adapter: '', reason: 'the sender’s page took it' },
    data: {
      name: data.name,
      tableRows: data.tableRows,
      hash: data.hash,
      rows: data.rows,
      domains: data.domains,
      split: { train, val, test },
      vocabulary: {},
      leftOut: [],
      warnings: [],
      ...(best && {
        bestPossible: {
          rows: model.test.rows,
          auc: best.all,
          logLoss: best.logLoss,
          ...(best.perUser !== undefined && { perUser: drawn(best.perUser) }),
          domains: names.map((name, d) => ({
            name,
            rows: model.test.domains[d]?.rows ?? 0,
            auc: best.domains[d] as number | null,
            logLoss: best.domainsLogLoss[d] as number | null,
            ...(best.domainsPerUser && { perUser: drawn(best.domainsPerUser[d]) }),
          })),
        },
      }),
    },
    ...modelOf(model, curves?.model, data),
    ...(baseline && { baseline: modelOf(baseline, curves?.baseline, data) }),
    ...(comparison && {
      comparison: { ...changesOf(comparison), meanOf: comparison.meanOf, ...(comparison.perUser && { perUser: changesOf(comparison.perUser) }) },
    }),
    looks: [],
  };
}

type Model = RunSnapshot['model'];
type Curve = NonNullable<RunSnapshot['curves']>['model'];

function modelOf(
  { speed, test, epochs, bestEpochs, testedEpoch, ...model }: Model,
  curve: Curve | undefined,
  data: RunSnapshot['data'],
): ModelRecord & ModelResult {
  const [rowsPerSecond, median, p95] = speed;
  const names = data.domains.map(({ name }) => name);
  return {
    ...model,
    ...(bestEpochs && { bestEpochs }),
    ...(testedEpoch !== undefined && { testedEpoch }),
    test: evaluationOf(test, names),
    epochs: epochsOf(epochs, curve, data),
    losses: [],
    speed: { rowsPerSecond, stepMs: { median, p95 } },
    // What crosses to the engine is of the sender's machine, and is not told.
    perStep: { dispatches: 0, submits: 0, bytesWritten: 0, bytesRead: 0 },
  };
}

const metricsOf = ({ aucError, perUser, ...metrics }: Omit<Model['test'], 'domains'>) => ({
  ...metrics,
  ...(aucError !== undefined && { aucError }),
  ...(perUser && { perUser: perUserOf(perUser) }),
  ...(metrics.auc === null && { reason: 'the rows hold one class only' }),
});

const perUserOf = ({ error, meanError, ...perUser }: NonNullable<Model['test']['perUser']>): UserAuc => ({
  ...perUser,
  ...(error !== undefined && { error }),
  ...(meanError !== undefined && { meanError }),
});

/** One that is only drawn: over how many users it is, is told of the test rows alone. */
const drawn = (auc: number | null | undefined): UserAuc => ({ auc: auc ?? null, users: 0, outOf: 0, rows: 0 });

const evaluationOf = ({ domains, ...all }: Model['test'], names: readonly string[]): Evaluation => ({
  ...metricsOf(all),
  domains: domains.map((each, d) => ({ ...metricsOf(each), name: names[d] as string })),
});

/** By how many rows a curve was measured is told of all domains together: each has about as large a share of them as of all rows. */
function epochsOf(count: number, curve: Curve | undefined, { domains, rows, split }: RunSnapshot['data']): EpochRecord[] {
  const names = domains.map(({ name }) => name);
  const validated = split[1];
  const untold: Evaluation = { rows: 0, auc: null, logLoss: null, domains: names.map((name) => ({ name, rows: 0, auc: null, logLoss: null })) };
  const places = new Map(curve?.epochs.map((epoch, i) => [epoch, i]));
  return Array.from({ length: count }, (_, i) => {
    const at = places.get(i + 1);
    const of = (all: (number | null)[][] | undefined, d: number) => (at === undefined ? null : (all?.[at]?.[d] ?? null));
    const val: Evaluation =
      at === undefined || !curve
        ? untold
        : {
            rows: validated,
            auc: curve.auc[at] ?? null,
            logLoss: curve.logLoss[at] ?? null,
            ...(curve.perUser && { perUser: drawn(curve.perUser[at]) }),
            domains: names.map((name, d) => ({
              name,
              rows: curve.domains ? Math.round((validated * (domains[d]?.rows ?? 0)) / Math.max(1, rows)) : 0,
              auc: of(curve.domains?.auc, d),
              logLoss: of(curve.domains?.logLoss, d),
              ...(curve.perUser && { perUser: drawn(of(curve.domains?.perUser, d)) }),
            })),
          };
    return { epoch: i + 1, seconds: 0, trainLoss: 0, val };
  });
}

function changesOf({ all, byDomain, mean }: Pick<NonNullable<RunSnapshot['comparison']>, 'all' | 'byDomain' | 'mean'>): Changes {
  const of = (change: [number, number] | null) => change && changeWithError(...change);
  return { all: of(all), byDomain: byDomain.map(of), mean: of(mean) };
}
