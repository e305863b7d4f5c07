import type { Contestant } from '../../config/experiment';
import type { SweepPlan } from '../../config/sweep';
import { mean } from '../../lib/mean';
import type { Outcome } from './outcome';
import type { ExperimentRecord } from './record';

/** A sweep: what is sought, and what was found so far. */
export interface SweepState {
  plan: SweepPlan;
  contestants: readonly Contestant[];
  seeds: readonly number[];
  /** In any order; of a contestant and a seed one for each rung that it has reached. */
  outcomes: readonly Outcome[];
  /** Runs that failed: their contestants have no score. */
  failed: readonly { contestant: string; seed: number }[];
}

/** @returns undefined of an experiment that is no sweep */
export function sweepOf({ sweep, contestants, jobs }: ExperimentRecord): SweepState | undefined {
  if (!sweep) return undefined;
  return {
    plan: sweep,
    contestants,
    seeds: [...new Set(jobs.map(({ seed }) => seed))],
    outcomes: jobs.flatMap(({ outcome, earlier = [] }) => [...earlier, ...(outcome ? [outcome] : [])]),
    failed: jobs.filter(({ state }) => state === 'failed'),
  };
}

/** What chooses: the mean validation AUC over the domains, else that of all rows; null where there is neither. */
export const chooses = ({ validation }: Outcome): number | null => validation?.auc.mean ?? validation?.auc.all ?? null;

/** A configuration as it stands. */
export interface Ranked {
  contestant: Contestant;
  /** The rung that it was last measured at, from 0. */
  rung: number;
  /** Validation at that rung: mean over the seeds. */
  score: number;
  /** By seed. */
  values: { seed: number; value: number }[];
  /** What its runs came to at that rung, by seed. */
  outcomes: Outcome[];
}

/**
 * What a contestant came to at a rung. A run that stopped by itself before an earlier rung's end would come to the same with more epochs, so it
 * counts for later rungs; not where the learning rate follows the number of epochs.
 *
 * @returns undefined until all its seeds are there
 */
export function rankedAt({ plan, outcomes, seeds, failed }: SweepState, contestant: Contestant, rung: number): Ranked | undefined {
  if (failed.some((each) => each.contestant === contestant.name)) return undefined;
  const most = plan.rungs[rung] as number;
  const isFinal = contestant.config.train?.schedule !== 'cosine';
  const own = seeds.map((seed) =>
    outcomes.find(
      (each) =>
        each.contestant === contestant.name &&
        each.seed === seed &&
        // Without rungs, whatever is there; what is of an older file does not say what it was to have.
        (plan.rungs.length === 1 || each.mostEpochs === most || (isFinal && each.epochs < (each.mostEpochs ?? 0) && (each.mostEpochs ?? 0) <= most)),
    ),
  );
  const there = own.flatMap((each) => each ?? []);
  const values = there.flatMap((outcome) => {
    const value = chooses(outcome);
    return value === null ? [] : [{ seed: outcome.seed, value }];
  });
  const score = mean(values.map(({ value }) => value));
  return there.length < seeds.length || score === null ? undefined : { contestant, rung, score, values, outcomes: there };
}

/**
 * All configurations that were measured, the best first: those that reached a later rung before those that did not, then by score. Scores of
 * different rungs cannot be compared.
 */
export function ranking(state: SweepState): Ranked[] {
  const last = state.plan.rungs.length - 1;
  const active = activeAt(state);
  return state.contestants
    .flatMap((contestant) => {
      for (let rung = last; rung >= 0; rung--) {
        // What stopped by itself counts for later rungs, but only where it was let go on.
        if (!active[rung]?.includes(contestant)) continue;
        const ranked = rankedAt(state, contestant, rung);
        if (ranked) return [ranked];
      }
      return [];
    })
    .sort((a, b) => b.rung - a.rung || b.score - a.score);
}

/**
 * Who takes part at each rung, as far as that is decided: at the first all, at the next the best one in `keep` of those before, once all of
 * these have been measured or have failed (successive halving: Jamieson and Talwalkar, AISTATS 2016).
 */
export function activeAt(state: SweepState): (readonly Contestant[])[] {
  const { plan, contestants, failed } = state;
  const active: (readonly Contestant[])[] = [contestants];
  for (let rung = 0; rung + 1 < plan.rungs.length; rung++) {
    const here = active[rung] as readonly Contestant[];
    const measured = here.flatMap((contestant) => rankedAt(state, contestant, rung) ?? []);
    const over = (name: string) => failed.some((each) => each.contestant === name) || measured.some(({ contestant }) => contestant.name === name);
    if (!here.every(({ name }) => over(name) || withoutScore(state, name, rung))) break;
    const going = [...measured].sort((a, b) => b.score - a.score).slice(0, Math.max(1, Math.floor(here.length / plan.keep)));
    active.push(here.filter((contestant) => going.some((each) => each.contestant === contestant)));
  }
  return active;
}

/** Whether all its seeds are there and none has an AUC: nothing more is to be expected of it. */
function withoutScore({ outcomes, seeds, plan }: SweepState, name: string, rung: number): boolean {
  const own = outcomes.filter((each) => each.contestant === name && (plan.rungs.length === 1 || each.mostEpochs === plan.rungs[rung]));
  return seeds.every((seed) => own.some((each) => each.seed === seed)) && own.every((each) => chooses(each) === null);
}
