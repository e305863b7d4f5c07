import type { Evaluation } from '../../protocol/result';
import { countedEpoch } from '../../runs/counted-epoch';
import { domainNames, type ModelRecord, modelOf, type RunRecord } from '../../runs/record';
import { metricIn } from '../../runs/words/metric-value';
import type { MetricName } from '../../runs/words/names';
import { errorOf, placesOf, positivesOf } from '../../runs/words/places';

/** One small chart: all rows, or one domain. */
export interface Chart {
  title: string;
  /** Index of the domain; undefined for all rows. */
  domain?: number;
  points: ChartPoint[];
  bestPossible?: number;
  /** Places after the point that its values carry, by the validation rows. */
  places: number;
  /** Epoch with a ring: the one whose weights count or, while nobody knows which will, the best so far. */
  ringed?: { epoch: number; counts: boolean };
}

export interface ChartPoint {
  epoch: number;
  model?: number | null;
  baseline?: number | null;
  /** Where it lies within the first epoch: so many of so many validation rows were measured. */
  sample?: { rows: number; outOf: number };
}

/** The validation curves of a run, one chart for all rows and one per domain. */
export function chartsOf(run: RunRecord, metric: MetricName): Chart[] {
  const [model, baseline] = [modelOf(run, 'model'), modelOf(run, 'baseline')];
  const counted = countedEpoch(run, 'model');
  const whole = counted ?? model.bestEpoch;
  /** Separate models have an epoch each, which is known at the end; that of all rows is none's. */
  const own = model.bestRestored ? model.bestEpochs : undefined;
  const ringOf = (domain: number | undefined) => (run.config.model.sharing !== 'separate' ? whole : domain === undefined ? undefined : own?.[domain]);
  const chart = (title: string, domain: number | undefined): Chart => {
    const best = metricOf(run.data?.bestPossible, metric, domain);
    const ringed = ringOf(domain);
    return {
      title,
      ...(domain !== undefined && { domain }),
      points: pointsOf(model, baseline, metric, domain),
      places: validationPlaces(run, metric, domain),
      ...(typeof best === 'number' && { bestPossible: best }),
      ...(ringed !== undefined && { ringed: { epoch: ringed, counts: counted !== undefined } }),
    };
  };
  return [chart('All rows', undefined), ...domainNames(run).map((name, d) => chart(name, d))];
}

/** Places after the point that a validation metric carries, by its rows. @param domain undefined: of all rows */
export function validationPlaces(run: RunRecord, metric: MetricName, domain: number | undefined): number {
  const val = run.epochs.at(-1)?.val;
  return placesOf(errorOf(domain === undefined ? val : val?.domains[domain], metric, positivesOf(run, domain)));
}

function pointsOf(model: ModelRecord, baseline: ModelRecord, metric: MetricName, domain: number | undefined): ChartPoint[] {
  const last = Math.max(model.epochs.length, baseline.epochs.length);
  const whole = Array.from({ length: last }, (_, i) => {
    const point: ChartPoint = { epoch: i + 1 };
    const [ours, theirs] = [toldOf(model, i), toldOf(baseline, i)];
    if (ours) point.model = metricOf(ours, metric, domain) ?? null;
    if (theirs) point.baseline = metricOf(theirs, metric, domain) ?? null;
    return ours || theirs ? [point] : [];
  }).flat();
  // A sample has no AUC per user.
  return metric === 'userAuc' ? whole : [...earlyPoints(model, baseline, metric, domain), ...whole];
}

/** Of a run that came with a link not every epoch is told. */
function toldOf({ epochs }: ModelRecord, i: number): Evaluation | undefined {
  const val = epochs[i]?.val;
  return val && val.rows > 0 ? val : undefined;
}

/** Within the first epoch, where that was long: both models are measured at the same moments. */
function earlyPoints(model: ModelRecord, baseline: ModelRecord, metric: MetricName, domain: number | undefined): ChartPoint[] {
  const byEpoch = new Map<number, ChartPoint>();
  for (const [name, { early = [] }] of [['model', model] as const, ['baseline', baseline] as const]) {
    for (const { epoch, outOf, val } of early) {
      const point = byEpoch.get(epoch) ?? { epoch, sample: { rows: val.rows, outOf } };
      byEpoch.set(epoch, { ...point, [name]: metricOf(val, metric, domain) ?? null });
    }
  }
  return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch);
}

export function metricOf(evaluation: Evaluation | undefined, metric: MetricName, domain: number | undefined): number | null | undefined {
  return metricIn(domain === undefined ? evaluation : evaluation?.domains[domain], metric);
}

/** One range for all charts, so that heights compare. */
export function sharedRange(charts: readonly Chart[]): [number, number] {
  const values = charts
    .flatMap(({ points, bestPossible }) => [...points.flatMap(({ model, baseline }) => [model, baseline]), bestPossible])
    .filter((value): value is number => typeof value === 'number');
  return values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
}

/** The training losses of both variants on one axis of epochs. */
export function lossPoints(run: RunRecord): ChartPoint[] {
  const points = [
    ...run.losses.map(({ epoch, loss }): ChartPoint => ({ epoch, model: loss })),
    ...modelOf(run, 'baseline').losses.map(({ epoch, loss }): ChartPoint => ({ epoch, baseline: loss })),
  ];
  return points.sort((a, b) => a.epoch - b.epoch);
}
