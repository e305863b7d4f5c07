import * as v from 'valibot';
import { completeRunConfig, DEFAULT_TRAIN } from './complete';
import { type Drawn, gridOf, gridSize, namesOf, randomOf } from './drawn';
import { type Experiment, parseExperiment } from './experiment';
import { states, strict } from './kinds/objects';
import { overlay } from './overlay';
import { ConfigError, problemOf, type SettingProblem } from './problems';
import type { Roles, RunConfigInput } from './run-config';
import { withSettings } from './settings';
import { isRange, parseVary, type Vary } from './vary';

/** `grid`: all combinations. `random`: so many of them. `halving`: of those, the hopeless are ended early. */
export const SWEEP_KINDS = ['grid', 'random', 'halving'] as const;
export type SweepKind = (typeof SWEEP_KINDS)[number];

/** What an experiment's configurations are of, where they are a sweep's. */
export interface SweepPlan {
  how: SweepKind;
  vary: Vary[];
  /**
   * Rising: after so many epochs the configurations of a rung are ranked, and one in `keep` goes on. The last is the most epochs of a run.
   * Without halving it is the only one.
   */
  rungs: number[];
  keep: number;
}

/** Configurations of which the best is sought. Its contestants' names are made of what differs. */
export interface Sweep extends Experiment {
  sweep: SweepPlan;
}

export const MOST_CONFIGURATIONS = 200;
export const USUAL_CONFIGURATIONS = 24;
const MOST_RUNS = 2000;
/** One in three goes on, as in the paper of Hyperband (Li et al., Journal of Machine Learning Research 18, 2018). */
const KEEP = 3;

/** Ready-made sweeps, by name. */
export const SWEEP_PRESETS: Readonly<Record<string, { title: string; about: string; vary: Record<string, unknown> }>> = {
  k: {
    title: 'Study of k',
    about: 'The study of k: the authors chose it for each model, from 25 to 65.',
    vary: { 'model.k': [5, 15, 25, 35, 45, 55, 65] },
  },
};
export const SWEEP_PRESET_NAMES = Object.keys(SWEEP_PRESETS);

const count = (most: number, least = 1) =>
  v.pipe(v.number('must be a number'), v.integer('must be whole'), v.minValue(least, `must be ${least} or more`), v.maxValue(most, `must be at most ${most}`));

const schema = strict({
  base: v.optional(v.unknown()),
  sweep: strict({
    preset: v.optional(v.picklist(SWEEP_PRESET_NAMES, `must be one of ${SWEEP_PRESET_NAMES.join(', ')}`)),
    vary: v.optional(v.unknown()),
    how: v.optional(v.picklist(SWEEP_KINDS, `must be one of ${SWEEP_KINDS.join(', ')}`)),
    runs: v.optional(count(MOST_CONFIGURATIONS, 2)),
    seed: v.optional(count(4294967295, 0)),
    keep: v.optional(count(10, 2)),
  }),
  seeds: v.optional(v.unknown()),
});

interface Said {
  base?: unknown;
  sweep: { preset?: string; vary?: unknown; how?: SweepKind; runs?: number; seed?: number; keep?: number };
  seeds?: unknown;
}

/** Whether what a file says of an experiment is a sweep. */
export const isSweep = (json: unknown): boolean => states(json, 'sweep');

/**
 * Checks what a file says of a sweep, and makes its configurations:
 *
 *     { "base": a run's configuration,
 *       "sweep": { "vary": { "model.k": [10, 35], "train.learningRate": { "from": 0.0001, "to": 0.01 } },
 *                  "how": "random", "runs": 24, "seed": 1 },
 *       "seeds": [1] }
 *
 * `preset` stands for a ready-made `vary`. Left out: a grid where all settings have values or steps, else `random`; 24 configurations; the
 * seed of `base` alone.
 *
 * @param json anything
 * @throws ConfigError that names each path and what is allowed there
 */
export function parseSweep(json: unknown): Sweep {
  const result = v.safeParse(schema, json);
  if (!result.success) throw new ConfigError(result.issues.map(problemOf));
  const { base: saidBase, sweep, seeds } = result.output as Said;
  const problems: SettingProblem[] = [];
  const vary = parseVary(sweep.vary ?? (sweep.preset === undefined ? undefined : SWEEP_PRESETS[sweep.preset]?.vary), 'sweep.vary', problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const countable = vary.every((each) => !isRange(each) || each.steps !== undefined);
  const how = sweep.how ?? (countable ? 'grid' : 'random');
  const drawn = configurationsOf(vary, how, countable, sweep);

  // The base and the seeds are checked as those of any experiment.
  const stub = [{ name: 'a' }, { name: 'b' }];
  const { contestants: stubs, seeds: runSeeds } = parseExperiment({ base: saidBase, contestants: stub, seeds: seeds ?? [seedOf(saidBase)] });
  const base = stubs[0]?.config as RunConfigInput;
  if (drawn.length * runSeeds.length > MOST_RUNS)
    throw new ConfigError([{ path: 'seeds', message: `${drawn.length} configurations with ${runSeeds.length} seeds are more than ${MOST_RUNS} runs` }]);
  const names = namesOf(drawn);
  const contestants = drawn.map((settings, i) => ({ name: names[i] as string, config: overlay(base, withSettings({}, settings)) }));
  const plan: SweepPlan = { how, vary, ...rungsOf(how, drawn.length, base.train?.epochs ?? DEFAULT_TRAIN.epochs, sweep.keep ?? KEEP) };
  const contradictions = contestants.flatMap(({ name, config }) => contradictionsOf(name, overlay(config, { train: { epochs: plan.rungs[0] } })));
  if (contradictions.length > 0) throw new ConfigError(contradictions);
  return { contestants, seeds: runSeeds, reference: names[0] as string, sweep: plan };
}

const seedOf = (base: unknown): unknown => (states(base, 'seed') ? (base as { seed: unknown }).seed : 1);

function configurationsOf(vary: Vary[], how: SweepKind, countable: boolean, { runs, seed = 1 }: Said['sweep']): Drawn[] {
  const refuse = (path: string, message: string): never => {
    throw new ConfigError([{ path: `sweep.${path}`, message }]);
  };
  if (how === 'grid' && !countable)
    for (const each of vary) if (isRange(each) && each.steps === undefined) refuse(`vary.${each.path}.steps`, 'is missing: a grid needs a number of values');
  if (how === 'grid' && runs !== undefined) refuse('runs', 'a grid has all its combinations; leave it out');
  if (how === 'halving' && vary.some(({ path }) => path === 'train.epochs'))
    refuse('vary.train.epochs', 'cannot be varied: halving says how many epochs a run has');
  const whole = how === 'grid' || (how === 'halving' && countable && runs === undefined);
  if (whole && gridSize(vary) > MOST_CONFIGURATIONS) refuse('vary', `${gridSize(vary)} combinations are more than ${MOST_CONFIGURATIONS}; use "random"`);
  const drawn = whole ? gridOf(vary) : randomOf(vary, runs ?? USUAL_CONFIGURATIONS, seed);
  return drawn.length < 2 ? refuse('vary', 'gives one configuration only; there is nothing to choose from') : drawn;
}

/** As many rungs as thin the configurations down to one, or as the epochs allow. */
function rungsOf(how: SweepKind, configurations: number, epochs: number, keep: number): Pick<SweepPlan, 'rungs' | 'keep'> {
  const rungs = [epochs];
  if (how === 'halving') for (let left = configurations, at = epochs / keep; left >= keep && at >= 1; left /= keep, at /= keep) rungs.unshift(Math.round(at));
  return { rungs, keep };
}

/** For what depends on the data only: they are not known yet. */
const SOME_ROLES: Roles = { label: { column: 'label' }, domain: { column: 'domain' }, sparse: ['field'], dense: [] };

/** Settings that contradict each other, as far as they are of the model and its training. */
function contradictionsOf(name: string, config: RunConfigInput): SettingProblem[] {
  try {
    completeRunConfig(config, SOME_ROLES);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.filter(({ path }) => /^(model|train)\./.test(path)).map((each) => ({ ...each, message: `${each.message}, in "${name}"` }));
  }
}
