import { UserError } from '../../lib/user-error';
import type { Metric, Outcome } from '../../runs/experiment/outcome';
import type { ExperimentRecord, Job } from '../../runs/experiment/record';
import { type ExperimentTable, experimentTable, type TableChoice } from '../../runs/experiment/table';

/** What an experiment has come to so far. */
export interface Result {
  table?: ExperimentTable;
  /** Why its runs cannot stand in one table; or that there are none yet. */
  refused?: { message: string; fix: string };
  /** Seeds of runs that are done, ascending. */
  seeds: number[];
}

/** @param metrics the first is what the answer is about @param choice as of `experimentTable` */
export function resultOf(
  outcomes: readonly Outcome[],
  contestants: readonly string[],
  reference: string,
  metrics: readonly Metric[],
  choice: TableChoice = {},
): Result {
  const seeds = [...new Set(outcomes.map(({ seed }) => seed))].sort((a, b) => a - b);
  if (!outcomes.some(({ contestant }) => contestant === reference)) return { seeds };
  try {
    return { seeds, table: experimentTable(outcomes, contestants, reference, metrics, choice) };
  } catch (error) {
    // Numbers that came from elsewhere may be such that nothing can be worked out of them.
    if (error instanceof RangeError) return { seeds, refused: { message: error.message, fix: '' } };
    if (!(error instanceof UserError)) throw error;
    return { seeds, refused: { message: error.what, fix: error.fix ?? '' } };
  }
}

export const outcomesOf = ({ jobs }: Pick<ExperimentRecord, 'jobs'>): Outcome[] => jobs.flatMap(({ outcome }) => outcome ?? []);

/** How many jobs are in each state. */
export function countJobs(jobs: readonly Job[]): Record<Job['state'], number> & { all: number } {
  const count = { waiting: 0, training: 0, done: 0, failed: 0, all: jobs.length };
  for (const { state } of jobs) count[state]++;
  return count;
}

/** Metrics that the runs know. */
export function knownMetrics(outcomes: readonly Outcome[]): Metric[] {
  const all: Metric[] = ['auc', 'logLoss', 'perUser'];
  return all.filter((metric) => outcomes.some(({ scores }) => scores[metric].all !== null));
}
