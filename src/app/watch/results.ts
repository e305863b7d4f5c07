import type { Metrics } from '../../protocol/result';
import { domainNames, modelOf, type RunRecord } from '../../runs/record';
import type { CsvTable } from '../figure/csv';
import { signed } from '../figure/numbers';
import { hasBaseline, modelName } from './names';

/** The test metrics of all rows, or of one domain's; without those that are not there (yet). */
export interface ResultRow {
  name: string;
  /** Index of the domain; undefined for all rows. */
  domain?: number;
  model?: Metrics | undefined;
  baseline?: Metrics | undefined;
  best?: Metrics | undefined;
}

export function resultRows(run: RunRecord): ResultRow[] {
  const [model, baseline, best] = [modelOf(run, 'model').test, modelOf(run, 'baseline').test, run.data?.bestPossible];
  return [
    { name: 'All rows', model, baseline, best },
    ...domainNames(run).map((name, domain) => ({
      name,
      domain,
      model: model?.domains[domain],
      baseline: baseline?.domains[domain],
      best: best?.domains[domain],
    })),
  ];
}

/** AUC of the model less that of its backbone; undefined where one of the two has none. */
export function aucDifference({ model, baseline }: ResultRow): number | undefined {
  const [ours, theirs] = [model?.auc, baseline?.auc];
  return typeof ours === 'number' && typeof theirs === 'number' ? ours - theirs : undefined;
}

/** What the test says, in a sentence or two. */
export function resultSentence(run: RunRecord): string {
  const [all] = resultRows(run) as [ResultRow];
  // About as long as what takes its place, so that nothing moves when it does.
  if (!all.model) {
    return run.phase === 'failed'
      ? 'The run failed before its test rows were measured.'
      : `The test rows are measured at the end of the run, with the weights of the epoch that did best on the validation rows. ${ONE_SEED}`;
  }
  const [ours, theirs] = [all.model.auc, all.baseline?.auc];
  const difference = aucDifference(all);
  const said =
    typeof ours !== 'number'
      ? `There is no test AUC: ${all.model.reason ?? 'the rows hold one class only'}.`
      : difference === undefined
        ? `On the test rows the AUC of ${nameOf(run)} is ${ours.toFixed(4)}.`
        : `On the test rows the AUC of ${nameOf(run)} is ${ours.toFixed(4)}, ${signed(difference, 4)} against the backbone alone (${(theirs as number).toFixed(4)}).`;
  const { bestEpoch } = modelOf(run, 'baseline');
  const kept = `Weights of epoch ${run.bestEpoch}${hasBaseline(run) && bestEpoch !== undefined ? ` (backbone: ${bestEpoch})` : ''}.`;
  return `${said} ${kept} ${ONE_SEED}`;
}

const ONE_SEED = 'This is one run with one seed: another seed may change the AUC, and the difference, by a hundredth or more.';

const nameOf = (run: RunRecord) => (modelName(run) === 'HAMUR' ? 'HAMUR' : 'the backbone');

export function resultCsv(run: RunRecord): CsvTable {
  const numbers = (metrics: Metrics | undefined) => [metrics?.auc ?? null, metrics?.logLoss ?? null];
  return {
    columns: ['test rows', 'rows', 'AUC', 'LogLoss', 'backbone AUC', 'backbone LogLoss', 'difference in AUC', 'best possible AUC'],
    rows: resultRows(run).map((row) => [
      row.name,
      row.model?.rows ?? null,
      ...numbers(row.model),
      ...numbers(row.baseline),
      aucDifference(row) ?? null,
      row.best?.auc ?? null,
    ]),
  };
}
