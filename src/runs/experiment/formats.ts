import { changeText, probabilityText, scoreText } from '../../lib/score-text';
import { isUndone, lessIsBetter, METRIC_NAMES } from './answer';
import type { Cell, Column, Difference, ExperimentTable, MetricTable } from './table';

/** A table as text, for a paper, a page or a sheet. Names come from other people's files: each form has its own way to keep them text. */

/** A column's name in words. */
export const columnName = (column: Column) => (column.of === 'mean' ? 'mean over domains' : column.of === 'all' ? 'all rows' : column.name);
const arrow = (table: MetricTable) => (lessIsBetter(table) ? '↓' : '↑');

/** A text as itself, in a cell. */
export const markdownText = (text: string) => text.replace(/[\\|*_`<>[\]]/g, (c) => `\\${c}`).replace(/\s+/g, ' ');

/** As GitHub reads it, a table for each metric. @param differences whether each contestant has a second line with them */
export function toMarkdown(table: ExperimentTable, differences = true): string {
  return table.tables
    .map((metric) => {
      const head = [`${METRIC_NAMES[metric.metric]} ${arrow(metric)}`, ...table.columns.map((column) => markdownText(columnName(column)))];
      const rows = metric.rows.flatMap(({ contestant, against = table.reference, cells }) => [
        [markdownText(contestant), ...cells.map((cell) => (cell.difference?.carries ? `**${spread(cell)}**` : spread(cell)) + testError(cell))],
        ...(differences && cells.some(({ difference }) => difference) ? [[`− ${markdownText(against)}`, ...cells.map((cell) => differenceText(cell))]] : []),
      ]);
      return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
    })
    .join('\n\n');
}

/** With `booktabs`, a table for each metric. */
export function toLatex(table: ExperimentTable): string {
  const math = (text: string) => text.replaceAll('−', '-').replaceAll('±', '\\pm ');
  return table.tables
    .map((metric) => {
      const lines = metric.rows.flatMap(({ contestant, cells }) => [
        [
          latexText(contestant),
          ...cells.map((cell) => {
            if (cell.mean === null) return '';
            return `$${cell.difference?.carries ? `\\mathbf{${math(spread(cell))}}` : math(spread(cell))}$${latexError(cell)}`;
          }),
        ],
        ...(cells.some(({ difference }) => difference)
          ? [[`\\quad difference`, ...cells.map((cell) => (cell.difference ? `$${math(changeText(cell.difference.mean))}$ ${latexInterval(cell)}` : ''))]]
          : []),
      ]);
      const head = [METRIC_NAMES[metric.metric], ...table.columns.map((column) => latexText(columnName(column)))];
      return [
        `\\begin{tabular}{l${'c'.repeat(table.columns.length)}}`,
        '\\toprule',
        `${head.join(' & ')} \\\\`,
        '\\midrule',
        ...lines.map((cells) => `${cells.join(' & ')} \\\\`),
        '\\bottomrule',
        '\\end{tabular}',
      ].join('\n');
    })
    .join('\n\n');
}

const SPECIAL: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
};
/** A text as itself. */
export const latexText = (text: string) => text.replace(/\s+/g, ' ').replace(/[\\~^<>|&%$#_{}]/g, (c) => SPECIAL[c] ?? `\\${c}`);

const latexError = ({ testError }: Cell) => (testError === undefined ? '' : ` {\\scriptsize (${scoreText(testError)})}`);

function latexInterval({ difference }: Cell): string {
  if (!difference?.interval) return '';
  const { low, high } = difference.interval;
  return `{\\scriptsize $[${changeText(low)}, ${changeText(high)}]$}`.replaceAll('−', '-');
}

/** Numbers in full: a row for each metric, contestant and column. @returns what `toCsv` of the page, or any writer, takes */
export function toRows(table: ExperimentTable): { columns: string[]; rows: (string | number | null)[][] } {
  const ofUsers = table.tables.some(({ metric }) => metric === 'perUser');
  const errorOf = (here: boolean, { testError }: Cell) => (here ? (testError ?? null) : null);
  const rows = table.tables.flatMap(({ metric, rows: contestants }) =>
    contestants.flatMap(({ contestant, against = table.reference, cells }) =>
      cells.map((cell, i): (string | number | null)[] => {
        const { difference } = cell;
        return [
          ...[metric, contestant, columnName(table.columns[i] as Column), cell.values.length, cell.mean, cell.deviation, errorOf(metric === 'auc', cell)],
          ...(difference
            ? [against, difference.n, difference.mean, difference.interval?.low ?? null, difference.interval?.high ?? null, difference.p, difference.adjusted]
            : Array(7).fill(null)),
          ...(ofUsers ? [errorOf(metric === 'perUser', cell)] : []),
        ];
      }),
    ),
  );
  return {
    columns: [
      ...['metric', 'contestant', 'column', 'runs', 'mean', 'sd', 'delong', 'reference', 'pairs', 'difference', 'low', 'high', 'p', 'p_holm'],
      ...(ofUsers ? ['error_over_users'] : []),
    ],
    rows,
  };
}

/** `.7701±.0017` */
export function spread({ mean, deviation }: Cell): string {
  if (mean === null) return '';
  return deviation === null ? scoreText(mean) : `${scoreText(mean)}±${scoreText(deviation)}`;
}

/** Of one run, from its test rows alone. */
const testError = ({ testError }: Cell) => (testError === undefined ? '' : ` (${scoreText(testError)})`);

/** `+.0031 [+.0011, +.0051], p .012`; empty where there is none. @param tests that p is corrected for, to be said where the interval leaves out 0 and p is large */
export function differenceText({ difference }: Cell, tests?: number): string {
  if (!difference) return '';
  const { mean, interval } = difference;
  return changeText(mean) + (interval ? ` [${changeText(interval.low)}, ${changeText(interval.high)}], ${pText(difference, tests)}` : '');
}

/** `p .012`, or `p 1.000, corrected for 35`. @param tests as for `differenceText` */
export const pText = (difference: Difference, tests?: number): string =>
  `p ${probabilityText(difference.adjusted)}${tests !== undefined && isUndone(difference) ? `, corrected for ${tests.toLocaleString('en')}` : ''}`;
