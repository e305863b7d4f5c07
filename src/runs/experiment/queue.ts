import { type Experiment, MOST_SEEDS } from '../../config/experiment';
import { UserError } from '../../lib/user-error';
import type { TrainedRun } from '../record';
import { outcomeOf, perUserScoresOf, scoresOf } from './outcome';
import { type CurvePoint, EXPERIMENT_VERSION, type ExperimentRecord, type Job } from './record';
import { withNextRung } from './sweep-next';

/** What tells a job from others. */
export type JobKey = Pick<Job, 'contestant' | 'seed'>;

const same = (a: JobKey, b: JobKey) => a.contestant === b.contestant && a.seed === b.seed;
const isOver = ({ state }: Job) => state === 'done' || state === 'failed';

/** An experiment of which nothing is trained yet. Seed by seed: what is compared is there as early as can be. */
export function newExperiment(
  { contestants, seeds, reference, sweep }: Experiment,
  { id, began, data }: Pick<ExperimentRecord, 'id' | 'began' | 'data'>,
): ExperimentRecord {
  const jobs = seeds.flatMap((seed) => ofSeed(contestants, seed));
  return withNextRung({ version: EXPERIMENT_VERSION, id, began, contestants, reference, data, jobs, ...(sweep && { sweep }) });
}

const ofSeed = (contestants: ExperimentRecord['contestants'], seed: number): Job[] =>
  contestants.map(({ name }) => ({ contestant: name, seed, state: 'waiting' }));

/** The job that is to be trained next: one that was begun and cut off, else the first that waits. */
export function nextJob({ jobs }: ExperimentRecord): Job | undefined {
  const waiting = jobs.filter(({ state }) => state === 'waiting');
  return waiting.find(({ run }) => run !== undefined) ?? waiting[0];
}

export const jobsWaiting = ({ jobs }: ExperimentRecord): number => jobs.filter(({ state }) => state === 'waiting').length;

/** The experiment with this job as it is now; nothing else of it changes. */
export function withJob(experiment: ExperimentRecord, job: Job): ExperimentRecord {
  return { ...experiment, jobs: experiment.jobs.map((each) => (same(each, job) ? job : each)) };
}

/** A job whose run is trained: what it came to. Whatever went wrong before has been made good. */
export function doneJob({ contestant, seed, run: id, epochs, earlier }: Job, run: TrainedRun): Job {
  const rung = { ...(epochs !== undefined && { epochs }), ...(earlier && { earlier }) };
  return { contestant, seed, ...rung, state: 'done', ...(id !== undefined && { run: id }), outcome: outcomeOf(run, contestant), curve: curveOf(run) };
}

function curveOf({ epochs, data: { bestPossible } }: TrainedRun): CurvePoint[] {
  return epochs.flatMap(({ epoch, val }) => {
    const auc = scoresOf(val, (metrics) => metrics.auc, bestPossible).mean;
    const perUser = val.perUser && perUserScoresOf(val, bestPossible).mean;
    return val.logLoss === null ? [] : [{ epoch, auc, logLoss: val.logLoss, ...(perUser !== undefined && { perUser }) }];
  });
}

/**
 * A job that waits, at another place.
 *
 * @param place among those that wait, from 0; beyond either end: at that end. A job that does not wait stays where it is
 */
export function moved(experiment: ExperimentRecord, key: JobKey, place: number): ExperimentRecord {
  const { jobs } = experiment;
  const job = jobs.find((each) => same(each, key));
  if (job?.state !== 'waiting') return experiment;
  const others = jobs.filter((each) => each !== job && each.state === 'waiting');
  const at = Math.min(others.length, Math.max(0, Math.trunc(place)));
  const waiting = [...others.slice(0, at), job, ...others.slice(at)];
  // Those that do not wait stay where they are: they are history.
  let next = 0;
  return { ...experiment, jobs: jobs.map((each) => (each.state === 'waiting' ? (waiting[next++] as Job) : each)) };
}

/**
 * More seeds, after the largest that there is.
 *
 * @throws UserError where they would be more than can be flipped exactly
 */
export function withMoreSeeds(experiment: ExperimentRecord, count: number): ExperimentRecord {
  const seeds = seedsOf(experiment);
  if (seeds.length + count > MOST_SEEDS) throw new UserError(`${seeds.length + count} seeds are too many`, 'seeds', `An experiment has at most ${MOST_SEEDS}.`);
  const from = Math.max(...seeds) + 1;
  const added = Array.from({ length: count }, (_, i) => ofSeed(experiment.contestants, from + i)).flat();
  return withNextRung({ ...experiment, jobs: [...experiment.jobs, ...added] });
}

/** Ascending, each once. */
export const seedsOf = ({ jobs }: Pick<ExperimentRecord, 'jobs'>): number[] => [...new Set(jobs.map(({ seed }) => seed))].sort((a, b) => a - b);

/** As it is when nobody trains it any more: what was under way waits, and goes on from where it was. */
export function atRest(experiment: ExperimentRecord): ExperimentRecord {
  if (!experiment.jobs.some(({ state }) => state === 'training')) return experiment;
  return { ...experiment, jobs: experiment.jobs.map((job) => (job.state === 'training' ? { ...job, state: 'waiting' } : job)) };
}

/** Those that failed wait again, in their places. */
export function withFailedAgain(experiment: ExperimentRecord): ExperimentRecord {
  return { ...experiment, jobs: experiment.jobs.map(({ message: _, ...job }) => (job.state === 'failed' ? { ...job, state: 'waiting' } : job)) };
}

/** How long a job that is under way takes yet, and in all, in seconds, where that is known. */
export interface JobTimes extends JobKey {
  secondsLeft?: number;
  secondsInAll?: number;
}

/** Of one that takes longer than those before it did, it is guessed that so large a part of their time is left. */
const OVERDUE = 0.2;

/** What is left of a job at most is known; patience may end it sooner, as it did those of the same contestant that took `usual` seconds. */
function leftOf({ secondsLeft: most, secondsInAll }: JobTimes, usual: number | undefined): number | undefined {
  if (most === undefined || secondsInAll === undefined || usual === undefined) return most;
  return Math.min(most, Math.max(usual - (secondsInAll - most), OVERDUE * usual));
}

/**
 * Seconds until all that waits or is under way is done, as far as can be told: each lane takes the next job when it is free. A contestant's
 * jobs take as long as those of it that are done, else as the one that is under way, else as the others on average.
 */
export function secondsLeft({ jobs }: ExperimentRecord, underWay: readonly JobTimes[], lanes: number): number | undefined {
  if (jobs.every(isOver)) return undefined;
  const ofDone = jobs.flatMap(({ contestant, outcome }) => (outcome ? [{ contestant, seconds: outcome.epochs * outcome.secondsPerEpoch }] : []));
  const known = [
    ...ofDone,
    // What patience may end sooner counts only where nothing better is known.
    ...underWay.flatMap(({ contestant, secondsInAll }) =>
      secondsInAll === undefined || jobs.some((job) => job.contestant === contestant && job.outcome) ? [] : [{ contestant, seconds: secondsInAll }],
    ),
  ];
  const meanOf = (which: typeof known) => (which.length === 0 ? undefined : which.reduce((sum, { seconds }) => sum + seconds, 0) / which.length);
  const all = meanOf(known);
  if (all === undefined) return undefined;
  const of = (contestant: string) => meanOf(known.filter((each) => each.contestant === contestant)) ?? all;
  const free = underWay.map((each) => leftOf(each, meanOf(ofDone.filter(({ contestant }) => contestant === each.contestant))) ?? of(each.contestant));
  while (free.length < lanes) free.push(0);
  for (const { contestant } of jobs.filter(({ state }) => state === 'waiting')) {
    const soonest = free.indexOf(Math.min(...free));
    free[soonest] = (free[soonest] as number) + of(contestant);
  }
  return Math.max(...free);
}
