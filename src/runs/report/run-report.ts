import { modelTitle } from '../../config/backbones';
import type { AblationName } from '../../protocol/insight';
import type { ModelResult } from '../../protocol/result';
import { modelOf, type RunRecord, variantsOf } from '../record';
import { escaped, htmlTable } from './html';
import { linesSvg, type ReportLine } from './lines-svg';
import { reportPage } from './report-page';

/**
 * A run as one HTML file, see `reportPage`.
 *
 * @param run of any phase; what is not known of it is left out, or said to be unknown
 * @param headline what stands over it where somebody has said it already, as the page has; left out: the difference and its interval
 */
export function runReport(run: RunRecord, headline?: string): string {
  const title = `${modelTitle(run.config.model)} on ${run.data?.name ?? 'unknown data'}`;
  const parts: [string, string][] = [
    ['Result', resultPart(run)],
    ['Method', `<p>${escaped(methodSentence(run))}</p>`],
    ['Data', dataPart(run)],
    ['Curves', curvesPart(run)],
    ['Weights', weightsPart(run)],
    ['Ablations', ablationsPart(run)],
    ['Configuration', `<pre>${escaped(JSON.stringify(run.config, null, 2))}</pre>`],
  ];
  return reportPage(title, [headline ?? ownHeadline(run)], parts);
}

const auc = (value: number | null | undefined) => (typeof value === 'number' && Number.isFinite(value) ? value.toFixed(4) : undefined);
const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;

interface Interval {
  difference: number;
  low: number;
  high: number;
}
const interval = (change: Interval | null | undefined) =>
  change ? `${signed(change.difference)} (95 %: ${signed(change.low)} to ${signed(change.high)})` : undefined;

const nameOf = (run: RunRecord, variant: 'model' | 'baseline') => modelTitle(variant === 'model' ? run.config.model : { ...run.config.model, adapters: [] });

function ownHeadline(run: RunRecord): string {
  const change = run.comparison?.mean;
  if (change) return `Mean test AUC over domains, ${nameOf(run, 'model')} less ${nameOf(run, 'baseline')}: ${interval(change)}.`;
  const reached = auc(run.test?.auc);
  if (reached) return `Test AUC of all rows: ${reached}. This run does not say how the model differs from another.`;
  return run.phase === 'failed' && run.message ? `The run failed: ${run.message}` : 'No model of this run was tested.';
}

function methodSentence({ config, data, engine, epochs, bestEpoch, bestEpochs }: RunRecord): string {
  const { model, train, seed } = config;
  const split = data
    ? `; ${data.split.train.toLocaleString('en')} rows to train, ${data.split.val.toLocaleString('en')} to validate, ${data.split.test.toLocaleString('en')} to test`
    : '';
  // One model per domain has a best epoch of each.
  const best = bestEpoch === undefined || bestEpochs ? '' : `, epoch ${bestEpoch} was the best by validation`;
  const where = engine ? `, on ${engine.name}` : '';
  return `${modelTitle(model)} in the mode “${model.fidelity}”, trained for ${epochs.length} of at most ${train.epochs} epochs in batches of ${train.batch}${best}; seed ${seed}${split}${where}. The intervals are DeLong's: they speak of other test rows, not of other seeds.`;
}

function resultPart(run: RunRecord): string {
  const tested = variantsOf(run).flatMap((variant): [string, ModelResult['test']][] => {
    const { test } = modelOf(run, variant);
    return test ? [[nameOf(run, variant), test]] : [];
  });
  const first = tested[0]?.[1];
  if (!first) return '';
  const columns = ['test rows', 'rows', ...tested.flatMap(([name]) => [`AUC, ${name}`, `log loss, ${name}`]), ...(run.comparison ? ['difference of AUC'] : [])];
  const line = (
    name: string,
    rows: number,
    of: (test: ModelResult['test']) => { auc: number | null; logLoss: number | null } | undefined,
    change?: Interval | null,
  ) => [name, rows, ...tested.flatMap(([, test]) => [auc(of(test)?.auc), auc(of(test)?.logLoss)]), ...(run.comparison ? [interval(change)] : [])];
  return htmlTable('Test metrics; log loss in nats', columns, [
    line('all', first.rows, (test) => test, run.comparison?.all),
    ...first.domains.map(({ name, rows }, d) => line(name, rows, (test) => test.domains[d], run.comparison?.byDomain[d])),
  ]);
}

function dataPart({ data }: RunRecord): string {
  if (!data) return '';
  const facts: [string, string | number][] = [
    ['name', data.name],
    ['hash', data.hash],
    ['rows of the table', data.tableRows],
    ['rows kept', data.rows],
    ...(data.positive ? [['positive', data.positive] as [string, string]] : []),
    ...data.leftOut.map(({ reason, rows }): [string, number] => [`left out: ${reason}`, rows]),
  ];
  const notes = [...data.warnings, ...(data.alarms ?? []).map(({ message }) => message)];
  return [
    htmlTable('The table', ['what', 'value'], facts),
    htmlTable(
      'Domains',
      ['domain', 'rows', 'positive rows'],
      data.domains.map(({ name, rows, positives }) => [name, rows, positives]),
    ),
    htmlTable('Vocabularies', ['field', 'rows of its embedding table'], Object.entries(data.vocabulary)),
    notes.length > 0 ? `<ul>${notes.map((note) => `<li>${escaped(note)}</li>`).join('')}</ul>` : '',
  ].join('\n');
}

function curvesPart(run: RunRecord): string {
  const variants = variantsOf(run).filter((variant) => modelOf(run, variant).epochs.length > 0);
  if (variants.length === 0) return '';
  const lines = (of: (epoch: RunRecord['epochs'][number]) => number | null): ReportLine[] =>
    variants.map((variant) => ({ name: nameOf(run, variant), points: modelOf(run, variant).epochs.map((record) => ({ x: record.epoch, y: of(record) })) }));
  const rows = variants.flatMap((variant) =>
    modelOf(run, variant).epochs.map(({ epoch, trainLoss, val, seconds }) => [
      nameOf(run, variant),
      epoch,
      auc(trainLoss),
      auc(val.logLoss),
      auc(val.auc),
      seconds.toFixed(1),
    ]),
  );
  return [
    linesSvg(
      'AUC of the validation rows',
      lines(({ val }) => val.auc),
    ),
    linesSvg(
      'Training loss, nats',
      lines(({ trainLoss }) => trainLoss),
    ),
    htmlTable('Epochs; losses in nats', ['model', 'epoch', 'training loss', 'validation log loss', 'validation AUC', 'seconds'], rows),
  ].join('\n');
}

function weightsPart(run: RunRecord): string {
  const sizes = variantsOf(run).flatMap((variant) => {
    const { parameters } = modelOf(run, variant);
    return parameters === undefined ? [] : [[nameOf(run, variant), parameters]];
  });
  return sizes.length > 0 ? htmlTable('Trained numbers', ['model', 'parameters'], sizes) : '';
}

const CHANGED: Record<AblationName, string> = {
  off: 'without adapters',
  'own mean': 'H of its domain’s mean',
  'as another': 'H as of another domain',
  within: 'H of another row of its domain',
  across: 'H of a row of any domain',
};

function ablationsPart({ ablation, data }: RunRecord): string {
  if (!ablation) return '';
  const domains = data?.domains.map(({ name }) => name) ?? [];
  return htmlTable(
    'Change of the test AUC where the adapters are changed',
    ['change', 'mean over domains', ...domains],
    ablation.conditions.map(({ name, mean, byDomain }) => [CHANGED[name], interval(mean), ...domains.map((_, d) => interval(byDomain[d]))]),
  );
}
