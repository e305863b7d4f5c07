import type { ExperimentRecord } from './record';

/**
 * An id that no run of the experiment has or ever had; it says which experiment it is of. A run whose configuration went on to a later rung is
 * kept under an id that no job names any more: each of these has left one of the job's earlier outcomes.
 */
export function newRunId({ id, jobs }: Pick<ExperimentRecord, 'id' | 'jobs'>): string {
  const numbers = jobs.flatMap(({ run }) => (run?.startsWith(`${id}.`) ? Number(run.slice(id.length + 1)) : []));
  const given = jobs.reduce((sum, { run, earlier = [] }) => sum + earlier.length + (run === undefined ? 0 : 1), 0);
  return `${id}.${Math.max(given, ...numbers.filter(Number.isSafeInteger)) + 1}`;
}

/** The experiment that a run of this id is of. */
export function experimentOf(run: string): string | undefined {
  const at = run.indexOf('.');
  return at > 0 ? run.slice(0, at) : undefined;
}
