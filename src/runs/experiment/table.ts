import { mean } from '../../lib/mean';
import { UserError } from '../../lib/user-error';
import { smallestDetectable } from '../../measures/paired/detectable';
import { type PairedDifferences, pairedDifferences } from '../../measures/paired/differences';
import { holm } from '../../measures/paired/holm';
import type { Metric, Outcome, Scores } from './outcome';

/** A finding carries where its corrected p is at most this. */
export const LEVEL = 0.05;

/** What stands in a column: a mean over the domains, all rows, or one domain. */
export type Column = { of: 'mean' } | { of: 'all' } | { of: 'domain'; at: number; name: string };

/** A contestant's metric in one column. */
export interface Cell {
  /** By seed, as far as there is one. */
  values: { seed: number; value: number }[];
  mean: number | null;
  /** Of single runs, n − 1; null for fewer than two. */
  deviation: number | null;
  /** Standard error of one run, from its test rows alone, of an AUC (DeLong's) and of an AUC per user (over draws of users); root mean square over the runs that know it. */
  testError?: number;
  /** Against the reference, over the seeds that both have; none of the reference itself, and where they share no seed. */
  difference?: Difference;
}

export interface Difference extends PairedDifferences {
  seeds: number[];
  /** Single differences, in the order of the seeds. */
  values: number[];
  /** p by Holm's correction over all differences of the table. */
  adjusted: number;
  /** Whether `adjusted` is at most .05. */
  carries: boolean;
  /** The smallest true difference that so many seeds would find in four of five experiments; null for one seed. */
  smallest: number | null;
}

export interface TableRow {
  contestant: string;
  /** Who it is compared with, where that is not the table's reference. */
  against?: string;
  /** By column. */
  cells: Cell[];
}

/** One metric: contestants by columns. */
export interface MetricTable {
  metric: Metric;
  rows: TableRow[];
}

export interface ExperimentTable {
  reference: string;
  /** Whether each seed draws its own test rows; left out where the runs do not say. */
  splitBySeed?: boolean;
  columns: Column[];
  tables: MetricTable[];
  /** How many differences were tested, which Holm's correction is over. */
  tests: number;
  /** Seeds that the reference or the contestant lacks, though the other has them: they have no part in the differences. */
  unpaired: { contestant: string; seeds: number[] }[];
  /** Of each contestant: what it costs. */
  costs: { contestant: string; runs: number; parameters: number; secondsPerEpoch: number; epochs: number; separate?: true; testedLast?: number }[];
}

/** What a table shows, where it is not the usual. */
export interface TableChoice {
  /** Who each contestant is compared with; left out: the reference, and the reference with none. */
  against?: (contestant: string) => string | undefined;
  /** Which columns are shown, and so tested; left out: all. */
  shows?: (column: Column) => boolean;
}

/**
 * The table of an experiment.
 *
 * @param outcomes in any order; at most one for a contestant and a seed
 * @param contestants in the order of the rows; those without an outcome are left out
 * @param reference the contestant that the others are compared with, which must have an outcome
 * @throws UserError where runs are of other data or other test rows
 */
export function experimentTable(
  outcomes: readonly Outcome[],
  contestants: readonly string[],
  reference: string,
  metrics: readonly Metric[] = ['auc', 'logLoss'],
  { against = (contestant) => (contestant === reference ? undefined : reference), shows = () => true }: TableChoice = {},
): ExperimentTable {
  const [first] = outcomes;
  if (!first || !outcomes.some(({ contestant }) => contestant === reference))
    throw new UserError(`there is no run of ${reference} yet`, 'experiment', 'Train it first.');
  expectSameRows(outcomes);
  // Of one domain, the three would say the same, and each would count as a test.
  const all: Column[] =
    first.domains.length === 1 ? [{ of: 'all' }] : [{ of: 'mean' }, { of: 'all' }, ...first.domains.map((name, at): Column => ({ of: 'domain', at, name }))];
  const columns = all.filter(shows);
  const of = (contestant: string) => outcomes.filter((outcome) => outcome.contestant === contestant).sort((a, b) => a.seed - b.seed);
  const other = (contestant: string): Pick<TableRow, 'against'> => {
    const name = against(contestant);
    return name === undefined || name === reference ? {} : { against: name };
  };
  const shown = contestants.filter((contestant) => of(contestant).length > 0);
  const known = metrics.filter((metric) => outcomes.some(({ scores }) => [scores[metric].all, ...scores[metric].byDomain].some((value) => value !== null)));
  const tables = known.map((metric): MetricTable => {
    const values = (contestant: string, column: Column) =>
      of(contestant).flatMap(({ seed, scores }) => {
        const value = valueIn(scores[metric], column);
        return value === null ? [] : [{ seed, value }];
      });
    const othersOf = (contestant: string, column: Column) => {
      const other = against(contestant);
      return other === undefined ? [] : values(other, column);
    };
    return {
      metric,
      rows: shown.map((contestant) => ({
        contestant,
        ...other(contestant),
        cells: columns.map((column) => ({
          ...cellOf(values(contestant, column), othersOf(contestant, column)),
          ...testErrorOf(of(contestant), metric, column),
        })),
      })),
    };
  });
  const differences = tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap(({ difference }) => difference ?? [])));
  for (const [i, adjusted] of holm(differences.map(({ p }) => p)).entries()) {
    const difference = differences[i] as Difference;
    difference.adjusted = adjusted;
    difference.carries = adjusted <= LEVEL;
  }
  const seedsOf = (contestant: string) => of(contestant).map(({ seed }) => seed);
  const splits = new Set(outcomes.map(({ splitBySeed }) => splitBySeed));
  return {
    reference,
    ...(splits.size === 1 && first.splitBySeed !== undefined && { splitBySeed: first.splitBySeed }),
    columns,
    tables,
    tests: differences.length,
    unpaired: shown
      .flatMap((contestant) => {
        const name = against(contestant);
        return name === undefined ? [] : [{ contestant, seeds: [...onlyOne(seedsOf(contestant), seedsOf(name))] }];
      })
      .filter(({ seeds }) => seeds.length > 0),
    costs: shown.map((contestant) => {
      const runs = of(contestant);
      const average = (number: (outcome: Outcome) => number) => mean(runs.map(number)) as number;
      return {
        contestant,
        runs: runs.length,
        ...(runs.some(({ separate }) => separate) && { separate: true as const }),
        ...(runs.some(({ testedLast }) => testedLast) && { testedLast: runs.filter(({ testedLast }) => testedLast).length }),
        parameters: average(({ parameters }) => parameters),
        secondsPerEpoch: average(({ secondsPerEpoch }) => secondsPerEpoch),
        epochs: average(({ epochs }) => epochs),
      };
    }),
  };
}

const valueIn = ({ mean, all, byDomain }: Scores, column: Column) => (column.of === 'mean' ? mean : column.of === 'all' ? all : (byDomain[column.at] ?? null));

/** A typical run's: variances are averaged. */
function testErrorOf(outcomes: readonly Outcome[], metric: Metric, column: Column): Pick<Cell, 'testError'> {
  const variance = mean(
    outcomes.flatMap(({ aucErrors, perUserErrors }) => {
      const errors = { auc: aucErrors, perUser: perUserErrors, logLoss: undefined }[metric];
      const error = errors && valueIn(errors, column);
      return error === undefined || error === null ? [] : [error ** 2];
    }),
  );
  return variance === null ? {} : { testError: Math.sqrt(variance) };
}

type Values = Cell['values'];

function cellOf(values: Values, reference: Values): Cell {
  const centre = mean(values.map(({ value }) => value));
  const deviation = values.length < 2 || centre === null ? null : Math.sqrt(sumOf(values.map(({ value }) => (value - centre) ** 2)) / (values.length - 1));
  const pairs = values.flatMap(({ seed, value }) => {
    const other = reference.find((each) => each.seed === seed);
    return other ? [{ seed, difference: value - other.value }] : [];
  });
  return { values, mean: centre, deviation, ...(pairs.length > 0 && { difference: differenceOf(pairs) }) };
}

function differenceOf(pairs: { seed: number; difference: number }[]): Difference {
  const values = pairs.map(({ difference }) => difference);
  const paired = pairedDifferences(values);
  const { n, standardError, p } = paired;
  return {
    ...paired,
    seeds: pairs.map(({ seed }) => seed),
    values,
    adjusted: p,
    carries: false,
    smallest: standardError === null ? null : smallestDetectable(standardError * Math.sqrt(n), n),
  };
}

const sumOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

const onlyOne = (a: readonly number[], b: readonly number[]) =>
  [...a.filter((seed) => !b.includes(seed)), ...b.filter((seed) => !a.includes(seed))].sort((x, y) => x - y);

/** Runs of one seed must have had the same test rows, and all runs the same data and domains. */
function expectSameRows(outcomes: readonly Outcome[]): void {
  const [first] = outcomes as [Outcome];
  const bySeed = new Map<number, Outcome>();
  for (const outcome of outcomes) {
    const { contestant, seed, data, domains, testRows } = outcome;
    const refuse = (what: string, one: string, other: string) => {
      throw new UserError(
        `${contestant}, seed ${seed}, is of ${what} ${one}, ${first.contestant}, seed ${first.seed}, of ${other}`,
        'experiment',
        'Runs of one table need the same rows.',
      );
    };
    if (data !== first.data) refuse('the data', data, first.data);
    if (JSON.stringify(domains) !== JSON.stringify(first.domains)) refuse('the domains', domains.join(', '), first.domains.join(', '));
    const same = bySeed.get(seed) ?? outcome;
    bySeed.set(seed, same);
    if (JSON.stringify(testRows) !== JSON.stringify(same.testRows)) refuse('a split with test rows', testRows.join(', '), same.testRows.join(', '));
  }
}
