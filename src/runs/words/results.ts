import { isolated } from '../../lib/isolated';
import { mean } from '../../lib/mean';
import { epochText, fixed, signed } from '../../lib/numbers';
import type { AucChange } from '../../measures/classification/auc-change';
import { hasFewUsers } from '../../measures/classification/user-auc';
import type { Changes, Evaluation, Metrics } from '../../protocol/result';
import { countedEpoch, keepsBest } from '../counted-epoch';
import { domainNames, modelOf, type RunRecord } from '../record';
import { metricIn } from './metric-value';
import { hasBaseline, knowsUsers, type MetricName, modelPhrase } from './names';
import { usersText } from './per-user';
import { changeText, errorOf as errorOfRows, placesOf, positivesOf } from './places';

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
  /** The same of the AUC per user. */
  perUserChange?: AucChange | null | undefined;
}

/** The mean over the domains first, where there are several: what the verdict is about. Then all rows, then each domain. */
export function resultRows(run: RunRecord): ResultRow[] {
  const [model, baseline, best] = [modelOf(run, 'model').test, modelOf(run, 'baseline').test, run.data?.bestPossible];
  const { comparison } = run;
  const names = domainNames(run);
  const counted = meanDomains(run);
  const means = (of: Evaluation | undefined) => of && meanMetrics(counted.flatMap((d) => of.domains[d] ?? []));
  const row = (
    given: Pick<ResultRow, 'name' | 'of' | 'domains' | 'model' | 'baseline' | 'best'>,
    changeIn: (changes: Changes) => AucChange | null | undefined,
  ): ResultRow => {
    const changeOf = (changes: Changes | undefined) => (changes && changeIn(changes)) ?? null;
    return {
      ...given,
      ...(aucDifference(given) !== undefined && { change: changeOf(comparison) }),
      ...(aucDifference(given, 'userAuc') !== undefined && { perUserChange: changeOf(comparison?.perUser) }),
    };
  };
  return [
    ...(names.length > 1
      ? [
          row(
            { name: 'Mean over domains', of: 'mean', domains: counted, model: means(model), baseline: means(baseline), best: means(best) },
            ({ mean }) => mean,
          ),
        ]
      : []),
    row({ name: 'All rows', of: 'all', domains: [], model, baseline, best }, ({ all }) => all),
    ...names.map((name, d) =>
      row(
        { name, of: 'domain', domains: [d], model: model?.domains[d], baseline: baseline?.domains[d], best: best?.domains[d] },
        ({ byDomain }) => byDomain[d],
      ),
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
  const perUser = domains.flatMap((each) => each.perUser ?? []);
  return {
    rows,
    auc,
    logLoss: mean(domains.map((each) => each.logLoss)),
    // Users are told domain by domain: one may be in several.
    ...(perUser.length > 0 && {
      perUser: { auc: mean(perUser.map((each) => (hasFewUsers(each) ? null : each.auc))), users: 0, outOf: 0, rows: 0 },
    }),
    ...(auc === null && { reason: 'No domain has enough rows of both classes.' }),
  };
}

/** AUC of the model less that of its backbone, or another metric; undefined where one of the two has none. */
export function aucDifference({ model, baseline }: Pick<ResultRow, 'model' | 'baseline'>, metric: MetricName = 'auc'): number | undefined {
  const [ours, theirs] = [metricIn(model, metric), metricIn(baseline, metric)];
  return typeof ours === 'number' && typeof theirs === 'number' ? ours - theirs : undefined;
}

/** A metric with the places that its rows carry; undefined where there is none. */
export function resultText(run: RunRecord, row: ResultRow, which: 'model' | 'baseline' | 'best', metric: MetricName): string | undefined {
  const value = metricIn(row[which], metric);
  return typeof value === 'number' ? fixed(value, placesOf(errorOf(run, row, which, metric))) : undefined;
}

/** Of the difference of a metric, where no interval is known: two models of the same rows differ less by chance than two of others would. */
export function differenceError(run: RunRecord, row: ResultRow, metric: MetricName): number {
  return Math.hypot(errorOf(run, row, 'model', metric), errorOf(run, row, 'baseline', metric));
}

/** The standard error of a metric; of a mean over domains by those of the domains. */
function errorOf(run: RunRecord, { of, domains, ...row }: ResultRow, which: 'model' | 'baseline' | 'best', metric: MetricName): number {
  const error = (metrics: Metrics | undefined, domain?: number) => errorOfRows(metrics, metric, positivesOf(run, domain));
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
      : `The test rows are measured at the end of the run, with the weights of the ${keepsBest(run) ? 'epoch that did best on the validation rows' : 'last epoch, or of the best where patience ends the run'}.${knowsUsers(run) ? ' So is the AUC within each user’s rows.' : ''}`;
  }
  const [ours, theirs] = [resultText(run, all, 'model', 'auc'), resultText(run, all, 'baseline', 'auc')];
  const difference = differenceText(run, all);
  const said =
    ours === undefined
      ? `There is no test AUC: ${all.model.reason ?? 'the rows hold one class only'}.`
      : difference === undefined
        ? `On the test rows the AUC of ${modelPhrase(run)} is ${ours}.`
        : `On the test rows the AUC of ${modelPhrase(run)} is ${ours}, ${difference.difference} against the backbone alone (${theirs}).`;
  const [counted, theirCounted] = [countedEpoch(run, 'model'), countedEpoch(run, 'baseline')];
  const beside = hasBaseline(run) && theirCounted !== undefined ? ` (backbone: ${epochText(theirCounted)})` : '';
  const ofUsers = perUserSentence(run, all);
  if (run.opened !== undefined) return `${said}${ofUsers} The weights are those of ${isolated(run.opened)}.`;
  return counted === undefined ? `${said}${ofUsers}` : `${said}${ofUsers} Weights of epoch ${epochText(counted)}${beside}.`;
}

/** What the AUC per user is, where it is known. */
function perUserSentence(run: RunRecord, all: ResultRow): string {
  const ours = resultText(run, all, 'model', 'userAuc');
  if (!all.model || ours === undefined) return '';
  const theirs = differenceText(run, all, 'userAuc');
  return ` Within the rows of one user it is ${ours} on average over ${usersText(all.model)} users${hasFewUsers(all.model.perUser) ? ', which are few' : ''}${theirs ? `, ${theirs.difference} against the backbone` : ''}.`;
}

/** The difference of AUC, with its interval where one is known; undefined where there is none. */
export function differenceText(run: RunRecord, row: ResultRow, metric: 'auc' | 'userAuc' = 'auc'): { difference: string; interval?: string } | undefined {
  const change = changeOf(row, metric);
  if (change) return changeText(change);
  const difference = aucDifference(row, metric);
  return difference === undefined ? undefined : { difference: signed(difference, placesOf(differenceError(run, row, metric))) };
}

/** The change in one of the two AUCs. */
export const changeOf = (row: ResultRow, metric: 'auc' | 'userAuc') => (metric === 'auc' ? row.change : row.perUserChange);
