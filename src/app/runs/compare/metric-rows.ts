import type { Evaluation } from '../../../protocol/result';
import { perUserScoresOf, scoresOf } from '../../../runs/experiment/outcome';
import { domainNames, type RunRecord } from '../../../runs/record';
import { NO_USERS } from '../run-texts';

/** A number of each run that is compared. */
export interface MetricRow {
  title: string;
  /** Index of the domain in the first run that has it; undefined where it is of more. */
  domain?: number;
  values: (number | undefined)[];
  /** Why a run has none; left out: it was not measured. */
  lacking?: (string | undefined)[];
  digits: number;
}

const METRICS = [
  ['AUC', (test: Evaluation, best?: Evaluation) => scoresOf(test, ({ auc }) => auc, best)],
  ['LogLoss', (test: Evaluation, best?: Evaluation) => scoresOf(test, ({ logLoss }) => logLoss, best)],
  ['AUC per user', perUserScoresOf],
] as const;

/** Test metrics overall and by domain, and what the runs cost. */
export function metricRows(runs: readonly RunRecord[]): MetricRow[] {
  const domains = [...new Set(runs.flatMap(domainNames))];
  const domainOf = (name: string) => domainNames(runs.find((run) => domainNames(run).includes(name)) as RunRecord).indexOf(name);
  const rows: MetricRow[] = [];
  for (const [metric, of] of METRICS) {
    const lacking = metric === 'AUC per user' && { lacking: runs.map(({ config }) => (config.data.group ? undefined : NO_USERS)) };
    const scores = runs.map((run) => run.test && of(run.test, run.data?.bestPossible));
    if (domains.length > 1) rows.push({ title: `${metric}, mean over domains`, values: scores.map((each) => each?.mean ?? undefined), digits: 4, ...lacking });
    rows.push({ title: `${metric}, all rows`, values: scores.map((each) => each?.all ?? undefined), digits: 4, ...lacking });
    for (const name of domains) {
      const values = scores.map((each, i) => each?.byDomain[domainNames(runs[i] as RunRecord).indexOf(name)] ?? undefined);
      rows.push({ title: `${metric}, ${name}`, domain: domainOf(name), values, digits: 4, ...lacking });
    }
  }
  const known = (title: string, digits: number, of: (run: RunRecord) => number | undefined) => ({ title, digits, values: runs.map(of) });
  return [
    ...rows,
    known('Parameters', 0, ({ parameters }) => parameters),
    known('Epochs', 0, ({ epochs }) => epochs.length),
    known('Seconds', 1, ({ epochs }) => epochs.reduce((sum, { seconds }) => sum + seconds, 0)),
  ].filter(({ values }) => values.some((value) => value !== undefined));
}
