import { domainNames, modelOf, type RunRecord } from '../../runs/record';
import type { CsvTable } from '../figure/csv';
import { BASELINE, hasBaseline, modelName } from './names';
import { type ChartPoint, type MetricName, metricOf } from './series';

/** The validation metrics of both models by epoch, for saving and for the table. Columns of the domains are named for the metric. */
export function validationTable(run: RunRecord, metrics: readonly MetricName[]): CsvTable {
  const domains = domainNames(run);
  const names = { auc: 'AUC', logLoss: 'LogLoss' };
  const of = (name: string, variant: 'model' | 'baseline') =>
    modelOf(run, variant).epochs.map(({ epoch, trainLoss, val }) => [
      epoch,
      name,
      trainLoss,
      val.auc,
      val.logLoss,
      ...metrics.flatMap((metric) => domains.map((_, d) => metricOf(val, metric, d) ?? null)),
    ]);
  return {
    columns: ['Epoch', 'Model', 'Train loss', 'AUC', 'LogLoss', ...metrics.flatMap((metric) => domains.map((domain) => `${names[metric]} ${domain}`))],
    rows: [...of(modelName(run), 'model'), ...of(BASELINE, 'baseline')].sort((a, b) => (a[0] as number) - (b[0] as number)),
  };
}

/** The training losses of both models, for saving. */
export function lossTable(run: RunRecord, points: readonly ChartPoint[]): CsvTable {
  const beside = hasBaseline(run);
  return {
    columns: ['epoch', `loss of ${modelName(run)}`, ...(beside ? [`loss of the ${BASELINE}`] : [])],
    rows: points.map(({ epoch, model, baseline }) => [epoch, model ?? null, ...(beside ? [baseline ?? null] : [])]),
  };
}
