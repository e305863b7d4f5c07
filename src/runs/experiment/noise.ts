import { scoreText } from '../../lib/score-text';
import type { ExperimentTable } from './table';

/**
 * The two sources of noise apart, in words: what one run's AUC is uncertain by from its test rows alone (DeLong; of an AUC per user over draws
 * of users), and how it spreads over the seeds (of the reference); and whether seeds say anything of other test rows. Empty where no run
 * knows the first.
 */
export function noiseOf(table: ExperimentTable): string {
  const said = [uncertain(table, 'auc', 'AUC', 'DeLong’s standard error'), uncertain(table, 'perUser', 'AUC per user', 'standard error over draws of users')];
  const { splitBySeed } = table;
  const known = said.filter((sentence) => sentence !== '');
  if (known.length === 0) return '';
  return [...known, ...(splitBySeed === undefined ? [] : [splitBySeed ? OWN_ROWS : SAME_ROWS])].join(' ');
}

/** Of the first column that has it. @param error what it is called */
function uncertain({ reference, columns, tables }: ExperimentTable, metric: 'auc' | 'perUser', name: string, error: string): string {
  const row = tables.find((each) => each.metric === metric)?.rows.find(({ contestant }) => contestant === reference);
  const at = row?.cells.findIndex(({ testError }) => testError !== undefined) ?? -1;
  const cell = row?.cells[at];
  if (cell?.testError === undefined) return '';
  const column = columns[at];
  const what = column?.of === 'mean' ? `mean ${name} over the domains` : column?.of === 'domain' ? `${name} in “${column.name}”` : name;
  const spread = cell.deviation === null ? '' : `; over the seeds it spreads by ${scoreText(cell.deviation)} (standard deviation)`;
  return `The ${what} of one run of ${reference} is uncertain by ${scoreText(cell.testError)} from its test rows alone (${error}; in brackets in the table)${spread}.`;
}

const OWN_ROWS = 'Each seed draws its own test rows from the one table, so the spread and the intervals hold both.';
const SAME_ROWS =
  'All seeds have the same test rows. So the spread and the intervals leave that uncertainty out: they speak of these rows, and more seeds do not change it. In a difference of two models on the same rows much of it cancels.';
