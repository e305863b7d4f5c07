import type { CsvTable } from '../../exports/csv';
import type { EpochRecord } from '../../protocol/result';
import { domainNames, modelOf, type RunRecord } from '../../runs/record';
import { isSent } from '../../runs/snapshot/sent';
import { BASELINE, hasBaseline, METRICS, type MetricName, modelName } from '../../runs/words/names';
import { metricError, placesOf } from '../../runs/words/places';
import { type ChartPoint, metricOf, validationPlaces } from './series';

/** Numbers for saving, in full, and for a table on the page. */
export interface Values extends CsvTable {
  /** Of each column: the places after the point that its numbers carry, by their rows; undefined where they are no measurements. */
  places: (number | undefined)[];
}

/** The validation metrics of both models by epoch, for saving and for the table. Columns of the domains are named for the metric. */
export function validationTable(run: RunRecord, metrics: readonly MetricName[]): Values {
  const domains = domainNames(run);
  // Of all rows every metric that is told here, of the domains those that are asked for.
  const whole: MetricName[] = ['auc', 'logLoss', ...(metrics.includes('userAuc') ? ['userAuc' as const] : [])];
  // A link tells of some epochs, and of none its training loss.
  const sent = isSent(run);
  const told = ({ val }: EpochRecord) => !sent || val.rows > 0;
  const of = (name: string, variant: 'model' | 'baseline') =>
    modelOf(run, variant)
      .epochs.filter(told)
      .map(({ epoch, trainLoss, val }) => [
        epoch,
        name,
        sent ? null : trainLoss,
        ...whole.map((metric) => metricOf(val, metric, undefined) ?? null),
        ...metrics.flatMap((metric) => domains.map((_, d) => metricOf(val, metric, d) ?? null)),
      ]);
  return {
    columns: [
      'Epoch',
      'Model',
      'Train loss',
      ...whole.map((metric) => METRICS[metric].name),
      ...metrics.flatMap((metric) => domains.map((domain) => `${METRICS[metric].name} ${domain}`)),
    ],
    rows: [...of(modelName(run), 'model'), ...of(BASELINE, 'baseline')].sort((a, b) => (a[0] as number) - (b[0] as number)),
    places: [
      undefined,
      undefined,
      lossPlaces(run.data?.split.train),
      ...whole.map((metric) => validationPlaces(run, metric, undefined)),
      ...metrics.flatMap((metric) => domains.map((_, d) => validationPlaces(run, metric, d))),
    ],
  };
}

/** The training losses of both models. */
export function lossTable(run: RunRecord, points: readonly ChartPoint[]): Values {
  const beside = hasBaseline(run);
  // Each point is of the rows since the one before.
  const { losses } = run;
  const rows = run.data && losses.length > 0 ? (run.data.split.train * (losses.at(-1)?.epoch ?? 0)) / losses.length : undefined;
  const places = lossPlaces(rows);
  return {
    columns: ['epoch', `loss of ${modelName(run)}`, ...(beside ? [`loss of the ${BASELINE}`] : [])],
    rows: points.map(({ epoch, model, baseline }) => [epoch, model ?? null, ...(beside ? [baseline ?? null] : [])]),
    places: [undefined, places, ...(beside ? [places] : [])],
  };
}

/** @param rows that a loss is the mean over; undefined where that is not known (yet) */
const lossPlaces = (rows: number | undefined) => placesOf(rows && metricError('logLoss', Math.LN2, rows, 0.5));
