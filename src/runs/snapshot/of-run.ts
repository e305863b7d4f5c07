import { effectiveRank } from '../../measures/spectra/spectrum';
import type { Changes, Evaluation, Metrics, ModelResult } from '../../protocol/result';
import { machineMark } from '../machine-mark';
import type { ModelRecord, TrainedRun } from '../record';
import { type LeftOut, type RunSnapshot, SNAPSHOT_VERSION } from './form';
import { hiddenName } from './hidden-name';

/** How much of a run is told. */
export interface RunShare {
  /** Most epochs of a curve; 0: no curves. */
  points: number;
  /** Whether curves and adapters are told by domain. */
  curvesByDomain: boolean;
  adaptersByDomain: boolean;
}

/** From all that is worth telling to the least: the numbers at the end are never left out. */
export const RUN_SHARES: readonly { share: RunShare; leftOut: LeftOut[] }[] = [
  { share: { points: 40, curvesByDomain: true, adaptersByDomain: true }, leftOut: [] },
  { share: { points: 16, curvesByDomain: true, adaptersByDomain: true }, leftOut: [] },
  { share: { points: 24, curvesByDomain: false, adaptersByDomain: true }, leftOut: ['curves by domain'] },
  { share: { points: 0, curvesByDomain: false, adaptersByDomain: true }, leftOut: ['curves'] },
  { share: { points: 0, curvesByDomain: false, adaptersByDomain: false }, leftOut: ['curves', 'adapters by domain'] },
];

/** Digits of numbers that are drawn. Those at the end keep all of theirs: by them a run that is trained anew is compared. */
const DIGITS = 4;

/**
 * What is told of a run's result.
 *
 * @param settings mark of the settings that stand beside it
 * @param day ISO
 * @param hide whether domains are called `domain 1`, …: their names are values of a column
 */
export function snapshotOfRun(
  run: TrainedRun,
  settings: string,
  day: string,
  hide: boolean,
  { share, leftOut } = RUN_SHARES[0] as (typeof RUN_SHARES)[number],
): RunSnapshot {
  const { data, baseline, comparison } = run;
  const last = run.looks.at(-1);
  const epochs = share.points === 0 ? [] : epochsTold(run, baseline, share.points);
  const second = baseline?.test ? (baseline as ModelRecord & ModelResult) : undefined;
  const machine = machineMark(run);
  const sizes = last?.use.map(({ size }, a) => ({ ...(last.adapters[a] as { layer: number; width: number }), size: size.map(drawn) }));
  return {
    version: SNAPSHOT_VERSION,
    kind: 'run',
    day,
    settings,
    ...(leftOut.length > 0 && { leftOut }),
    engine: run.engine.name,
    ...(machine && { machine }),
    data: {
      name: data.name,
      hash: data.hash,
      tableRows: data.tableRows,
      rows: data.rows,
      split: [data.split.train, data.split.val, data.split.test],
      domains: data.domains.map(({ name, rows, positives }, d) => ({ name: hide ? hiddenName(d) : name, rows, positives })),
      ...(data.bestPossible && { bestPossible: bestOf(data.bestPossible) }),
    },
    ...(data.alarms?.length && { alarms: data.alarms.length }),
    model: modelOf(run),
    ...(second && { baseline: modelOf(second) }),
    ...(comparison && {
      comparison: { ...changesOf(comparison), meanOf: comparison.meanOf, ...(comparison.perUser && { perUser: changesOf(comparison.perUser) }) },
    }),
    ...(epochs.length > 0 && {
      curves: { model: curveOf(run, epochs, share.curvesByDomain), ...(second && { baseline: curveOf(second, epochs, share.curvesByDomain) }) },
    }),
    ...(sizes && { adapters: share.adaptersByDomain ? sizes : sizes.map((each) => ({ ...each, size: [meanOf(each.size)] })) }),
    ...(last && share.adaptersByDomain && { rank: last.spectra.h.map((values) => (values.length > 0 ? drawn(effectiveRank(values)) : null)) }),
    ...(run.ablation?.verdict.domain && { relies: run.ablation.verdict.domain }),
  };
}

const drawn = (value: number | null) => (value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(DIGITS)));
const finite = (value: number | null) => (Number.isFinite(value) ? value : null);

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? drawn(known.reduce((a, b) => a + b, 0) / known.length) : null;
}

function modelOf({ epochs, parameters, bestEpoch, bestEpochs, bestRestored, testedEpoch, stopped, test, speed }: ModelResult): RunSnapshot['model'] {
  return {
    epochs: epochs.length,
    parameters,
    bestEpoch,
    ...(bestEpochs && { bestEpochs }),
    bestRestored,
    ...(testedEpoch !== undefined && { testedEpoch }),
    stopped,
    test: { ...metricsOf(test), domains: test.domains.map(metricsOf) },
    speed: [speed.rowsPerSecond, speed.stepMs.median, speed.stepMs.p95].map((value) => drawn(value) ?? 0) as [number, number, number],
  };
}

/** Without names and reasons, which the data and the page tell. */
const metricsOf = ({ rows, auc, logLoss, aucError, perUser }: Metrics) => ({
  rows,
  auc: finite(auc),
  logLoss: finite(logLoss),
  ...(aucError !== undefined && Number.isFinite(aucError) && { aucError }),
  ...(perUser && { perUser }),
});

const within = ({ perUser }: Metrics) => drawn(perUser?.auc ?? null);

const bestOf = ({ auc, logLoss, perUser, domains }: Evaluation) => ({
  all: drawn(auc),
  domains: domains.map((each) => drawn(each.auc)),
  logLoss: drawn(logLoss),
  domainsLogLoss: domains.map((each) => drawn(each.logLoss)),
  ...(perUser && { perUser: drawn(perUser.auc), domainsPerUser: domains.map(within) }),
});

function changesOf({ all, byDomain, mean }: Changes) {
  const of = (change: Changes['all']): [number, number] | null => change && [change.difference, change.standardError];
  return { all: of(all), byDomain: byDomain.map(of), mean: of(mean) };
}

/** Epochs at even distances, the first among them, with the last of each model and those whose weights count. */
function epochsTold(model: ModelRecord, baseline: ModelRecord | undefined, points: number): number[] {
  const last = Math.max(model.epochs.length, baseline?.epochs.length ?? 0);
  const step = Math.max(1, (last - 1) / (points - 1));
  const even = Array.from({ length: Math.min(points, last) }, (_, i) => 1 + Math.round(i * step));
  const must = [model, baseline].flatMap((each) => (each ? [each.epochs.length, each.bestEpoch ?? 0] : []));
  return [...new Set([...even, ...must])].filter((epoch) => epoch >= 1 && epoch <= last).sort((a, b) => a - b);
}

function curveOf({ epochs }: ModelRecord, told: readonly number[], byDomain: boolean) {
  const vals = epochs.filter(({ epoch }) => told.includes(epoch));
  const ofUsers = vals.some(({ val }) => val.perUser);
  return {
    epochs: vals.map(({ epoch }) => epoch),
    auc: vals.map(({ val }) => drawn(val.auc)),
    logLoss: vals.map(({ val }) => drawn(val.logLoss)),
    ...(ofUsers && { perUser: vals.map(({ val }) => within(val)) }),
    ...(byDomain && {
      domains: {
        auc: vals.map(({ val }) => val.domains.map((each) => drawn(each.auc))),
        logLoss: vals.map(({ val }) => val.domains.map((each) => drawn(each.logLoss))),
        ...(ofUsers && { perUser: vals.map(({ val }) => val.domains.map(within)) }),
      },
    }),
  };
}
