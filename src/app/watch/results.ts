import { mean } from '../../lib/mean';
import type { AucChange } from '../../measures/classification/auc-change';
import type { Evaluation, Metrics } from '../../protocol/result';
import { countedEpoch, keepsBest } from '../../runs/counted-epoch';
import { domainNames, modelOf, type RunRecord } from '../../runs/record';
import type { CsvTable } from '../figure/csv';
import { epochText, fixed, signed } from '../figure/numbers';
import { hasBaseline, modelName } from './names';
import { changeText, metricError, placesOf, positivesOf } from './places';
import type { MetricName } from './series';

/** The test metrics of some rows; without those that are not there (yet). */
export interface ResultRow {
  name: string;
  of: 'mean' | 'all' | 'domain';
  /** Indexes of the domains whose rows these are; none: all. */
  domains: number[];
  model?: Metrics | undefined;
  baseline?: Metrics | undefined;
  best?: Metrics | undefined;
  /** AUC of the model less that of its backbone; null where it is known without an interval. */
  change?: AucChange | null | undefined;
}

/** The mean over the domains first, where there are several: what the verdict is about. Then all rows, then each domain. */
export function resultRows(run: RunRecord): ResultRow[] {
  const [model, baseline, best] = [modelOf(run, 'model').test, modelOf(run, 'baseline').test, run.data?.bestPossible];
  const { comparison } = run;
  const names = domainNames(run);
  const counted = meanDomains(run);
  const means = (of: Evaluation | undefined) => of && meanMetrics(counted.flatMap((d) => of.domains[d] ?? []));
  const row = (given: Pick<ResultRow, 'name' | 'of' | 'domains' | 'model' | 'baseline' | 'best'>, change: AucChange | null | undefined): ResultRow => ({
    ...given,
    ...(aucDifference(given) !== undefined && { change: change ?? null }),
  });
  return [
    ...(names.length > 1
      ? [row({ name: 'Mean over domains', of: 'mean', domains: counted, model: means(model), baseline: means(baseline), best: means(best) }, comparison?.mean)]
      : []),
    row({ name: 'All rows', of: 'all', domains: [], model, baseline, best }, comparison?.all),
    ...names.map((name, d) =>
      row({ name, of: 'domain', domains: [d], model: model?.domains[d], baseline: baseline?.domains[d], best: best?.domains[d] }, comparison?.byDomain[d]),
    ),
  ];
}

/** The domains that a mean is over: those that were compared or, where no comparison is known, those with an AUC and something to learn. */
export function meanDomains(run: RunRecord): number[] {
  if (run.comparison) return run.comparison.meanOf;
  const [model, baseline] = [modelOf(run, 'model').test, modelOf(run, 'baseline').test];
  const known = (of: Evaluation | undefined, d: number) => of === undefined || typeof of.domains[d]?.auc === 'number';
  return [...domainNames(run).keys()].filter((d) => known(model, d) && known(baseline, d) && run.data?.bestPossible?.domains[d]?.auc !== 0.5);
}

function meanMetrics(domains: readonly Metrics[]): Metrics {
  const rows = domains.reduce((sum, each) => sum + each.rows, 0);
  const auc = mean(domains.map((each) => each.auc));
  return { rows, auc, logLoss: mean(domains.map((each) => each.logLoss)), ...(auc === null && { reason: 'No domain has enough rows of both classes.' }) };
}

/** AUC of the model less that of its backbone; undefined where one of the two has none. */
export function aucDifference({ model, baseline }: Pick<ResultRow, 'model' | 'baseline'>): number | undefined {
  const [ours, theirs] = [model?.auc, baseline?.auc];
  return typeof ours === 'number' && typeof theirs === 'number' ? ours - theirs : undefined;
}

/** A metric with the places that its rows carry; undefined where there is none. */
export function resultText(run: RunRecord, row: ResultRow, which: 'model' | 'baseline' | 'best', metric: MetricName): string | undefined {
  const value = row[which]?.[metric];
  return typeof value === 'number' ? fixed(value, placesOf(errorOf(run, row, which, metric))) : undefined;
}

/** Of the difference of a metric, where no interval is known: two models of the same rows differ less by chance than two of others would. */
export function differenceError(run: RunRecord, row: ResultRow, metric: MetricName): number {
  return Math.hypot(errorOf(run, row, 'model', metric), errorOf(run, row, 'baseline', metric));
}

/** The standard error of a metric; of a mean over domains by those of the domains. */
function errorOf(run: RunRecord, { of, domains, ...row }: ResultRow, which: 'model' | 'baseline' | 'best', metric: MetricName): number {
  const error = (metrics: Metrics | undefined, domain?: number) =>
    metrics && typeof metrics[metric] === 'number' ? metricError(metric, metrics[metric], metrics.rows, positivesOf(run, domain)) : 0;
  if (of !== 'mean') return error(row[which], domains[0]);
  const whole = which === 'best' ? run.data?.bestPossible : modelOf(run, which).test;
  return Math.hypot(...domains.map((d) => error(whole?.domains[d], d))) / domains.length;
}

/** What the test says, in a sentence or two. */
export function resultSentence(run: RunRecord): string {
  const all = resultRows(run).find(({ of }) => of === 'all') as ResultRow;
  // About as long as what takes its place, so that nothing moves when it does.
  if (!all.model) {
    return run.phase === 'failed'
      ? 'The run failed before its test rows were measured.'
      : `The test rows are measured at the end of the run, with the weights of the ${keepsBest(run) ? 'epoch that did best on the validation rows' : 'last epoch, or of the best where patience ends the run'}.`;
  }
  const [ours, theirs] = [resultText(run, all, 'model', 'auc'), resultText(run, all, 'baseline', 'auc')];
  const difference = differenceText(run, all);
  const said =
    ours === undefined
      ? `There is no test AUC: ${all.model.reason ?? 'the rows hold one class only'}.`
      : difference === undefined
        ? `On the test rows the AUC of ${nameOf(run)} is ${ours}.`
        : `On the test rows the AUC of ${nameOf(run)} is ${ours}, ${difference.difference} against the backbone alone (${theirs}).`;
  const [counted, theirCounted] = [countedEpoch(run, 'model'), countedEpoch(run, 'baseline')];
  const beside = hasBaseline(run) && theirCounted !== undefined ? ` (backbone: ${epochText(theirCounted)})` : '';
  return counted === undefined ? said : `${said} Weights of epoch ${epochText(counted)}${beside}.`;
}

/** The difference of AUC, with its interval where one is known; undefined where there is none. */
export function differenceText(run: RunRecord, row: ResultRow): { difference: string; interval?: string } | undefined {
  if (row.change) return changeText(row.change);
  const difference = aucDifference(row);
  return difference === undefined ? undefined : { difference: signed(difference, placesOf(differenceError(run, row, 'auc'))) };
}

const nameOf = (run: RunRecord) => (modelName(run) === 'HAMUR' ? 'HAMUR' : 'the backbone');

export function resultCsv(run: RunRecord): CsvTable {
  const numbers = (metrics: Metrics | undefined) => [metrics?.auc ?? null, metrics?.logLoss ?? null];
  return {
    columns: ['test rows', 'rows', 'AUC', 'LogLoss', 'backbone AUC', 'backbone LogLoss', 'difference in AUC', 'low', 'high', 'best possible AUC'],
    rows: resultRows(run).map((row) => [
      row.name,
      row.model?.rows ?? null,
      ...numbers(row.model),
      ...numbers(row.baseline),
      aucDifference(row) ?? null,
      row.change?.low ?? null,
      row.change?.high ?? null,
      row.best?.auc ?? null,
    ]),
  };
}
