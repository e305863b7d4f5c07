import type { Contestant } from '../../config/experiment';
import { counted } from '../../lib/counted';
import { scoreText } from '../../lib/score-text';
import { answersOf, lessIsBetter, METRIC_NAMES, methodOf } from '../experiment/answer';
import { columnName, differenceText, spread } from '../experiment/formats';
import type { ExperimentRecord } from '../experiment/record';
import type { Column, ExperimentTable, MetricTable } from '../experiment/table';
import { escaped, htmlTable } from './html';
import { reportPage } from './report-page';
import { rowsSvg } from './rows-svg';

/**
 * An experiment as one HTML file, see `reportPage`: what was found, how, the tables of all metrics, each run, costs and configurations.
 *
 * @param data of all its runs; left out where it is not known
 */
export function experimentReport(
  table: ExperimentTable,
  { contestants, reference }: { contestants: readonly Contestant[]; reference: string },
  seeds: readonly number[],
  data?: ExperimentRecord['data'],
): string {
  const title = `${counted(contestants.length, 'configuration')} on ${data?.name ?? 'unknown data'}, seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}`;
  const of = table.tables.map((metric): [string, string] => [METRIC_NAMES[metric.metric], metricPart(metric, table)]);
  return reportPage(title, answersOf(table), [
    ['Method', `<p>${escaped(methodOf(table, seeds))}</p>`],
    ['Data', dataPart(table, data)],
    ...of,
    ['Each run', runsPart(table)],
    ['Cost', costPart(table)],
    ['Configurations', contestants.map((contestant) => configurationPart(contestant, reference)).join('\n')],
  ]);
}

function dataPart({ columns, splitBySeed }: ExperimentTable, data: ExperimentRecord['data'] | undefined): string {
  const domains = columns.flatMap((column) => (column.of === 'domain' ? [column.name] : []));
  const facts: [string, string | number][] = [
    ...(data ? [['name', data.name] as [string, string], ['hash', data.hash] as [string, string]] : []),
    ...(data?.rows === undefined ? [] : [['rows of the table', data.rows] as [string, number]]),
    ...(data?.columns === undefined ? [] : [['columns', data.columns] as [string, number]]),
    ...(domains.length > 0 ? [['domains', domains.join(', ')] as [string, string]] : []),
    ...(splitBySeed === undefined ? [] : [['test rows', splitBySeed ? 'each seed draws its own' : 'the same for all seeds'] as [string, string]]),
  ];
  return facts.length > 0 ? htmlTable('The table', ['what', 'value'], facts) : '';
}

function metricPart(metric: MetricTable, { columns, reference, tests }: ExperimentTable): string {
  const name = METRIC_NAMES[metric.metric];
  const heads = columns.map(columnName);
  const compared = metric.rows.filter(({ cells }) => cells.some(({ difference }) => difference));
  const first = columns[0] as Column;
  return [
    htmlTable(
      `${name}, ${lessIsBetter(metric) ? 'less' : 'more'} is better: mean ± standard deviation over the seeds`,
      ['configuration', 'runs', ...heads],
      metric.rows.map(({ contestant, cells }) => [
        contestant,
        Math.max(...cells.map(({ values }) => values.length)),
        ...cells.map((cell) => (cell.difference?.carries ? { bold: spread(cell) } : spread(cell) || null)),
      ]),
    ),
    rowsSvg(
      `${name}, ${columnName(first)}: each run, and the mean`,
      metric.rows.flatMap(({ contestant, cells: [cell] }) =>
        cell && cell.mean !== null ? [{ name: contestant, values: cell.values.map(({ value }) => value), middle: cell.mean }] : [],
      ),
    ),
    compared.length > 0
      ? htmlTable(
          `Differences: 95 % interval over the seeds, and p, corrected for all ${tests} differences (Holm)`,
          ['difference', ...heads],
          compared.map(({ contestant, against = reference, cells }) => [
            `${contestant} − ${against}`,
            ...cells.map((cell) => differenceText(cell, tests) || null),
          ]),
        )
      : '',
    rowsSvg(
      `${name}, ${columnName(first)}: differences of each seed, their mean and its 95 % interval`,
      compared.flatMap(({ contestant, against = reference, cells: [cell] }) =>
        cell?.difference
          ? [{ name: `${contestant} − ${against}`, values: cell.difference.values, middle: cell.difference.mean, interval: cell.difference.interval }]
          : [],
      ),
      true,
    ),
  ]
    .filter((html) => html !== '')
    .join('\n');
}

function runsPart({ tables, columns }: ExperimentTable): string {
  const head = columns[0] as Column;
  const seedsOf = (contestant: string) => [
    ...new Set(
      tables.flatMap(({ rows }) =>
        rows.filter((row) => row.contestant === contestant).flatMap(({ cells: [cell] }) => cell?.values.map(({ seed }) => seed) ?? []),
      ),
    ),
  ];
  const contestants = tables[0]?.rows.map(({ contestant }) => contestant) ?? [];
  const value = ({ rows }: MetricTable, contestant: string, seed: number) =>
    rows.find((row) => row.contestant === contestant)?.cells[0]?.values.find((each) => each.seed === seed)?.value;
  return htmlTable(
    `Test metrics of each run, ${columnName(head)}`,
    ['configuration', 'seed', ...tables.map(({ metric }) => METRIC_NAMES[metric])],
    contestants.flatMap((contestant) =>
      seedsOf(contestant).map((seed) => [
        contestant,
        String(seed),
        ...tables.map((table) => {
          const known = value(table, contestant, seed);
          return known === undefined ? undefined : scoreText(known);
        }),
      ]),
    ),
  );
}

function costPart({ costs }: ExperimentTable): string {
  return htmlTable(
    'Means over the runs',
    ['configuration', 'runs', 'trained numbers', 'epochs', 'seconds an epoch'],
    costs.map(({ contestant, runs, parameters, epochs, secondsPerEpoch }) => [contestant, runs, parameters, epochs.toFixed(1), secondsPerEpoch.toFixed(2)]),
  );
}

function configurationPart({ name, config }: Contestant, reference: string): string {
  return `<h3>${escaped(name)}${name === reference ? ' (reference)' : ''}</h3>\n<pre>${escaped(JSON.stringify(config, null, 2))}</pre>`;
}
