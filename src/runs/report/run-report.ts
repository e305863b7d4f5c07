import { adapterKindOf } from '../../config/adapter-kinds';
import { modelTitle } from '../../config/backbones';
import { fixed, signed } from '../../lib/numbers';
import type { AucChange } from '../../measures/classification/auc-change';
import { CONDITIONS, verdictWords } from '../inside/verdict';
import { domainNames, modelOf, type RunRecord, variantsOf } from '../record';
import { headlineOf } from '../words/headline';
import { metricIn } from '../words/metric-value';
import { knowsUsers, METRICS, type MetricName, metricsOf } from '../words/names';
import { type ResultRow, resultRows } from '../words/results';
import { escaped, htmlTable } from './html';
import { insidePart } from './inside-part';
import { linesSvg, type ReportLine } from './lines-svg';
import { reportPage } from './report-page';
import { type ReportRow, rowsSvg } from './rows-svg';

/**
 * A run as one HTML file, see `reportPage`.
 *
 * @param run of any phase; what is not known of it is left out, or said to be unknown
 */
export function runReport(run: RunRecord): string {
  const title = `${modelTitle(run.config.model)} on ${run.data?.name ?? 'unknown data'}`;
  const parts: [string, string][] = [
    ['Result', resultPart(run)],
    ['Method', `<p>${escaped(methodSentence(run))}</p>`],
    ['Data', dataPart(run)],
    ['Curves', curvesPart(run)],
    ['Weights', weightsPart(run)],
    ['Inside the adapters', insidePart(run)],
    ['Ablations', ablationsPart(run)],
    ['Calibration', calibrationPart(run)],
    ['Configuration', `<pre>${escaped(JSON.stringify(run.config, null, 2))}</pre>`],
  ];
  return reportPage(title, sentences(run), parts);
}

const auc = (value: number | null | undefined) => (typeof value === 'number' && Number.isFinite(value) ? value.toFixed(4) : undefined);

const interval = (change: AucChange | null | undefined) =>
  change ? `${signed(change.difference, 4)} (${signed(change.low, 4)} to ${signed(change.high, 4)})` : undefined;

const nameOf = (run: RunRecord, variant: 'model' | 'baseline') => modelTitle(variant === 'model' ? run.config.model : { ...run.config.model, adapters: [] });

/** What stands over it: of a run that was compared also how sure that is, and why one failed. What is to be pressed on the page is left out. */
function sentences(run: RunRecord): string[] {
  const { verdict, whose, relies } = headlineOf(run);
  return [run.comparison ? `${verdict} ${whose}` : verdict, ...(relies ? [relies] : []), ...(run.phase === 'failed' && run.message ? [run.message] : [])];
}

function methodSentence({ config, data, engine, epochs, bestEpoch, bestEpochs, opened }: RunRecord): string {
  const { model, train, seed } = config;
  const split = data
    ? `; ${data.split.train.toLocaleString('en')} rows to train, ${data.split.val.toLocaleString('en')} to validate, ${data.split.test.toLocaleString('en')} to test`
    : '';
  // One model per domain has a best epoch of each.
  const best = bestEpoch === undefined || bestEpochs ? '' : `, epoch ${bestEpoch} was the best by validation`;
  const where = engine ? `, on ${engine.name}` : '';
  const trained =
    opened === undefined
      ? `trained for ${epochs.length} of at most ${train.epochs} epochs in batches of ${train.batch}${best}`
      : `opened from ${opened} and tested, not trained here`;
  return `${modelTitle(model)} in the mode “${model.fidelity}”, ${trained}; seed ${seed}${split}${where}. The intervals are DeLong's: they speak of other test rows, not of other seeds.`;
}

/** The metrics of each model, as the page has them. */
function resultPart(run: RunRecord): string {
  const tested = variantsOf(run).filter((variant) => modelOf(run, variant).test);
  if (tested.length === 0) return '';
  const metrics = metricsOf(run);
  const cells = (row: ResultRow, metric: MetricName) => tested.map((variant) => auc(metricIn(row[variant], metric)));
  const compared = run.comparison !== undefined;
  return htmlTable(
    'Test metrics; LogLoss in nats',
    [
      'test rows',
      'rows',
      ...metrics.flatMap((metric) => tested.map((variant) => `${METRICS[metric].name}, ${nameOf(run, variant)}`)),
      ...(compared ? ['difference of AUC (95 % interval)'] : []),
    ],
    resultRows(run).map((row) => [row.name, row.model?.rows, ...metrics.flatMap((metric) => cells(row, metric)), ...(compared ? [interval(row.change)] : [])]),
  );
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
  const ofUsers = knowsUsers(run);
  const lines = (of: (epoch: RunRecord['epochs'][number]) => number | null): ReportLine[] =>
    variants.map((variant) => ({ name: nameOf(run, variant), points: modelOf(run, variant).epochs.map((record) => ({ x: record.epoch, y: of(record) })) }));
  const rows = variants.flatMap((variant) =>
    modelOf(run, variant).epochs.map(({ epoch, trainLoss, val, seconds }) => [
      nameOf(run, variant),
      epoch,
      auc(trainLoss),
      auc(val.logLoss),
      auc(val.auc),
      ...(ofUsers ? [auc(val.perUser?.auc)] : []),
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
    htmlTable(
      'Epochs; losses in nats',
      [...['model', 'epoch', 'training loss', 'validation log loss', 'validation AUC'], ...(ofUsers ? ['validation AUC per user'] : []), 'seconds'],
      rows,
    ),
  ].join('\n');
}

function weightsPart(run: RunRecord): string {
  const sizes = variantsOf(run).flatMap((variant) => {
    const { parameters } = modelOf(run, variant);
    return parameters === undefined ? [] : [[nameOf(run, variant), parameters]];
  });
  return sizes.length > 0 ? htmlTable('Trained numbers', ['model', 'parameters'], sizes) : '';
}

function ablationsPart(run: RunRecord): string {
  const { ablation } = run;
  if (!ablation) return '';
  const { used, reads, seen } = verdictWords(ablation, adapterKindOf(run.config.model));
  const drawn = ablation.conditions.flatMap(({ name, mean }): ReportRow[] =>
    mean ? [{ name: CONDITIONS[name].name, values: [], middle: mean.difference, interval: mean }] : [],
  );
  return [
    `<p>${escaped([used, reads, seen].filter(Boolean).join(' '))}</p>`,
    rowsSvg('Change of the mean test AUC over domains, with its 95 % interval', drawn, true),
    // Domains may be many, and changes are few.
    htmlTable(
      'Change of the test AUC where the adapters are changed (95 % interval)',
      ['test rows', ...ablation.conditions.map(({ name }) => CONDITIONS[name].name)],
      [
        ['mean over domains', ...ablation.conditions.map(({ mean }) => interval(mean))],
        ...domainNames(run).map((domain, d) => [domain, ...ablation.conditions.map(({ byDomain }) => interval(byDomain[d]))]),
      ],
    ),
  ].join('\n');
}

function calibrationPart({ calibration }: RunRecord): string {
  if (!calibration) return '';
  return htmlTable(
    'Expected calibration error, of the test rows',
    ['rows', 'count', 'error'],
    calibration.map(({ name, rows, ece }) => [name, rows, ece === null ? undefined : fixed(ece, 4)]),
  );
}
