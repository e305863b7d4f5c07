import type { Contestant } from '../../config/experiment';
import type { ExperimentRecord, Job } from './record';
import { activeAt, rankedAt, type SweepState, sweepOf } from './sweep-scores';

/** A run that a sweep wants. */
export interface SweepJob {
  contestant: Contestant;
  seed: number;
  /** Most epochs. */
  epochs: number;
}

/** How a sweep stands. */
export interface SweepNext {
  /** What is to be trained now, in this order; none where all is done. More may follow when all of these are. */
  jobs: SweepJob[];
  /** Who was ended early, and after how many epochs at most, in the order of the rungs. */
  ended: { epochs: number; contestants: Contestant[] }[];
}

/** What is next in a sweep, from what its runs came to so far: the whole of successive halving, as one function. */
export function nextOf(state: SweepState): SweepNext {
  const { plan, seeds, failed } = state;
  const active = activeAt(state);
  const rung = active.length - 1;
  const jobs = seeds.flatMap((seed) =>
    (active[rung] as readonly Contestant[])
      .filter((contestant) => !failed.some((each) => each.contestant === contestant.name) && !isThere(state, contestant, seed, rung))
      .map((contestant) => ({ contestant, seed, epochs: plan.rungs[rung] as number })),
  );
  const ended = active.slice(0, -1).map((here, at) => ({
    epochs: plan.rungs[at] as number,
    contestants: here.filter((contestant) => !active[at + 1]?.includes(contestant) && !failed.some((each) => each.contestant === contestant.name)),
  }));
  return { jobs, ended: ended.filter(({ contestants }) => contestants.length > 0) };
}

/** Whether that run is there, by itself. */
function isThere(state: SweepState, contestant: Contestant, seed: number, rung: number): boolean {
  const outcomes = state.outcomes.filter((each) => each.seed === seed && each.contestant === contestant.name);
  return (
    rankedAt({ ...state, seeds: [seed] }, contestant, rung) !== undefined ||
    outcomes.some(({ mostEpochs }) => state.plan.rungs.length === 1 || mostEpochs === state.plan.rungs[rung])
  );
}

/**
 * A kept sweep whose rung is done, with the jobs of the next one waiting; what they came to before is kept beside. The same record where there
 * is nothing to add. A queue asks it whenever a job is done.
 */
export function withNextRung(record: ExperimentRecord): ExperimentRecord {
  const state = sweepOf(record);
  if (!state || state.plan.rungs.length === 1) return record;
  // A job without a number of epochs has not begun: it is one of the first rung.
  const first = state.plan.rungs[0] as number;
  const jobs = record.jobs.map((job): Job => (job.state === 'waiting' && job.epochs === undefined ? { ...job, epochs: first } : job));
  const wanted = nextOf(state).jobs;
  const next = jobs.map((job): Job => {
    const more = wanted.find((each) => each.seed === job.seed && each.contestant.name === job.contestant);
    if (job.state !== 'done' || !more || more.epochs === job.outcome?.mostEpochs) return job;
    const { outcome, run: _, curve: __, ...rest } = job;
    return { ...rest, state: 'waiting', epochs: more.epochs, earlier: [...(job.earlier ?? []), ...(outcome ? [outcome] : [])] };
  });
  return next.every((job, i) => job === record.jobs[i]) ? record : { ...record, jobs: next };
}
