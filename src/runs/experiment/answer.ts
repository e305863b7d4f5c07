import { MOST_SEEDS } from '../../config/experiment';
import { counted } from '../../lib/counted';
import { runsOfNumbers } from '../../lib/runs-of-numbers';
import { changeText, probabilityText, scoreText } from '../../lib/score-text';
import { smallestDetectable } from '../../measures/paired/detectable';
import { fewestSeeds } from '../../measures/paired/holm';
import { noiseOf } from './noise';
import { type Cell, type Column, type Difference, type ExperimentTable, LEVEL, type MetricTable, type TableRow } from './table';

/** What a person may add next. */
export const MORE_SEEDS = 10;
/** More domains than this are counted, not named. */
const MOST_NAMED = 6;

/**
 * The answer first, in words with its numbers: of each contestant whether it is better than the reference in the mean over the domains,
 * then by domain. `better` is said where Student's interval of the one difference that was asked for leaves out 0; the single domains are
 * further looks, whose tests the table corrects.
 *
 * @returns a paragraph for each contestant but the reference
 */
export function answersOf(table: ExperimentTable): string[] {
  return answerParts(table).map(({ headline, findable, few, rest }) => [headline, findable, few, ...rest].filter((sentence) => sentence !== '').join(' '));
}

/** An answer in its parts; those that there is no reason to say are empty. */
export interface AnswerParts {
  contestant: string;
  /** Whether it is better, with the numbers of that. */
  headline: string;
  /** Where no difference is seen: the smallest that could be, now and with more seeds. */
  findable: string;
  /** That seeds are few, where they are. */
  few: string;
  /** By domain, and what had no part in it. */
  rest: string[];
}

/** `answersOf`, in parts. */
export function answerParts(table: ExperimentTable): AnswerParts[] {
  const [first] = table.tables;
  if (!first) return [];
  return first.rows
    .filter(({ contestant }) => contestant !== table.reference)
    .map((row) => ({
      contestant: row.contestant,
      ...headlineOf(table, first, row),
      rest: [inDomains(table, row), lacking(table, row)].filter((sentence) => sentence !== ''),
    }));
}

/** Less of it is better, or more. */
export const lessIsBetter = ({ metric }: MetricTable) => metric === 'logLoss';

export const METRIC_NAMES = { auc: 'AUC', logLoss: 'LogLoss', perUser: 'AUC per user' } as const;

function headlineOf(
  { reference, columns }: ExperimentTable,
  metric: MetricTable,
  { contestant, cells }: TableRow,
): Pick<AnswerParts, 'headline' | 'findable' | 'few'> {
  const { difference, column } = asked(columns, cells);
  const where = `${METRIC_NAMES[metric.metric]}${column?.of === 'mean' ? ' over the domains' : ''}`;
  const what = column?.of === 'mean' ? `mean ${where}` : where;
  const alone = (headline: string) => ({ headline, findable: '', few: '' });
  if (!difference) return alone(`${contestant} and ${reference} share no seed.`);
  const { n, mean, interval, p, won } = difference;
  if (!interval) return alone(`With one seed, ${contestant} is ${changeText(mean)} in ${what} against ${reference}; that says nothing of other seeds.`);
  const sign = lessIsBetter(metric) ? -1 : 1;
  const ahead = sign > 0 ? won : difference.values.filter((value) => value < 0).length;
  const range = `${changeText(mean)}, 95 % interval ${scoreText(interval.low)} to ${scoreText(interval.high)}, ahead in ${ahead} of ${n} seeds, sign-flip p ${probabilityText(p)}`;
  const few = tooFew(n);
  return excludesZero(difference)
    ? { headline: `${contestant} is ${sign * mean > 0 ? 'better' : 'worse'} than ${reference} in ${what}: ${range}.`, findable: '', few }
    : { headline: `${n} seeds show no difference between ${contestant} and ${reference} in ${what}: ${range}.`, findable: findable(difference), few };
}

/** The one difference that is asked for: of the mean over the domains, or, where there is none, of all rows. */
function asked(columns: readonly Column[], cells: readonly Cell[]): { difference?: Difference; column?: Column } {
  const at = cells.findIndex(({ difference }) => difference !== undefined);
  const [cell, column] = [cells[at], columns[at]];
  return { ...(cell?.difference && { difference: cell.difference }), ...(column && { column }) };
}

const excludesZero = ({ interval }: Difference) => interval !== null && (interval.low > 0 || interval.high < 0);

/** Whether interval and p seem to contradict each other: the one leaves out 0, the other says nothing once it is corrected. */
export const isUndone = (difference: Difference): boolean => excludesZero(difference) && !difference.carries;

/**
 * Why a large p may stand beside an interval that leaves out 0, where one does: the interval is of one difference, and p is corrected for all.
 *
 * @returns a sentence or two; empty where there is nothing to explain
 */
export function undoneNote({ tables, tests }: ExperimentTable): string {
  const all = tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap(({ difference }) => difference ?? [])));
  const undone = all.filter(isUndone);
  if (undone.length === 0) return '';
  const seeds = Math.max(...all.map(({ n }) => n));
  // All seeds on one side are the most that a sign-flip test can find, and Holm multiplies the smallest p by the number of tests.
  const least = Math.min(1, 2 ** (1 - seeds) * tests);
  const reach = least > LEVEL ? ` With ${seeds} seeds no p can be below ${probabilityText(least)} then.` : '';
  return `In ${undone.length.toLocaleString('en')} of ${counted(tests, 'difference')} the interval leaves out 0 and p is above .05: the interval is of that difference alone, p is corrected for ${counted(tests, 'comparison')}.${reach}`;
}

function findable({ n, standardError, smallest }: Difference): string {
  if (smallest === null || standardError === null || smallest === 0) return '';
  const found = `The smallest difference that ${n} seeds find four times in five is ${scoreText(smallest)}`;
  const added = Math.min(MORE_SEEDS, MOST_SEEDS - n);
  if (added <= 0) return `${found}.`;
  return `${found}; ${added} more would find ${scoreText(smallestDetectable(standardError * Math.sqrt(n), n + added))}.`;
}

/** A sign test of fewer seeds cannot say anything at .05. */
function tooFew(n: number): string {
  const least = fewestSeeds(1);
  return n >= least ? '' : `With fewer than ${least} seeds no sign test can reach .05.`;
}

function inDomains({ columns }: ExperimentTable, { cells }: TableRow): string {
  const domains = columns.flatMap((column, i) => {
    const difference = cells[i]?.difference;
    return column.of === 'domain' && difference?.interval ? [{ name: column.name, difference, interval: difference.interval }] : [];
  });
  const found = domains.filter(({ difference }) => excludesZero(difference));
  if (domains.length === 0) return '';
  if (domains.length > MOST_NAMED) return `In ${found.length} of ${domains.length} domains the interval leaves out 0.`;
  return domains
    .map(({ name, difference, interval }) =>
      excludesZero(difference)
        ? `In “${name}” ${changeText(difference.mean)} (${scoreText(interval.low)} to ${scoreText(interval.high)}).`
        : `In “${name}” no difference that ${difference.n} seeds show (${changeText(difference.mean)}, ${scoreText(interval.low)} to ${scoreText(interval.high)}).`,
    )
    .join(' ');
}

/** Seeds that only one side has are named, never dropped in silence. */
function lacking({ unpaired }: ExperimentTable, { contestant }: TableRow): string {
  const seeds = unpaired.find((each) => each.contestant === contestant)?.seeds;
  if (!seeds) return '';
  return `Left out of the differences: seed${seeds.length > 1 ? 's' : ''} ${seeds.join(', ')}, which only one of the two has.`;
}

/** `A, B and C`. */
const LISTED = new Intl.ListFormat('en-GB');

/** What was done, as a paper says it; true of these runs and no others. */
export function methodOf(table: ExperimentTable, seeds: readonly number[]): string {
  const { reference, tables, tests, costs } = table;
  const runs = costs.reduce((sum, each) => sum + each.runs, 0);
  const [noise, undone] = [noiseOf(table), undoneNote(table)];
  const metrics = LISTED.format(tables.map(({ metric }) => METRIC_NAMES[metric]));
  return [
    `${costs.length} contestants, ${runs} runs, seeds ${ranges(seeds)}.`,
    'One seed gives all contestants the same rows to train, validate and test on, the same order of rows where batches are drawn alike, and the same start where shapes agree.',
    `${metrics} on the test rows, with the weights of the epoch of the best validation AUC${apart(costs)}.${lastOf(costs)}`,
    'Mean ± standard deviation over the seeds.',
    `Differences are to ${reference}, paired by seed, with Student’s 95 % interval.`,
    `Bold: the exact two-sided sign-flip p is at most .05 after Holm’s correction over all ${tests} differences shown${needed(tests, costs)}.`,
    ...(noise ? [noise] : []),
    ...(undone ? [undone] : []),
  ].join(' ');
}

/** Separate models are runs of their own: what is said of one model does not hold of them. */
function apart(costs: ExperimentTable['costs']): string {
  const separate = costs.filter((each) => each.separate).map(({ contestant }) => contestant);
  if (separate.length === 0) return '';
  return ` (of ${separate.join(' and ')}: each domain’s model by its own validation rows, trained on its own rows in an order of their own and its share of the batch)`;
}

/** Where other weights were tested, that is said. */
function lastOf(costs: ExperimentTable['costs']): string {
  const last = costs.flatMap(({ contestant, runs, testedLast = 0 }) => (testedLast > 0 ? [`${contestant} in ${testedLast} of ${runs} runs`] : []));
  return last.length === 0 ? '' : ` Tested with the weights that training ended with instead, as the authors’ code does: ${last.join(', ')}.`;
}

/** Where too few seeds make bold out of reach, that is said. */
function needed(tests: number, costs: ExperimentTable['costs']): string {
  const [least, most] = [fewestSeeds(tests), Math.max(...costs.map(({ runs }) => runs))];
  return tests > 0 && most < least ? ` (which ${counted(most, 'seed')} cannot reach; ${least} can)` : '';
}

/** `1–6, 9` */
const ranges = (seeds: readonly number[]) =>
  runsOfNumbers(seeds)
    .map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
    .join(', ');
