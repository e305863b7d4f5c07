import * as v from 'valibot';
import { modelTitle } from './backbones';
import { strict } from './kinds/objects';
import { overlay } from './overlay';
import { ConfigError, problemOf, type SettingProblem } from './problems';
import { type Backbone, parseRunConfig, type RunConfigInput } from './run-config';
import { type SettingPath, settingAt, valueAt } from './settings';
import type { SweepPlan } from './sweep';
import { USUAL_REFERENCE, usualContestants } from './usual-contestants';
import { USUAL_SEEDS } from './usual-seeds';

/** What is compared: configurations, each trained with the same seeds on the same rows. */
export interface Experiment {
  contestants: Contestant[];
  /** Ascending, each once. */
  seeds: number[];
  /** Name of the contestant that the others are compared with. */
  reference: string;
  /** Where the best of many configurations is sought. */
  sweep?: SweepPlan;
}

export interface Contestant {
  name: string;
  config: RunConfigInput;
}

/** More differences are not flipped exactly. */
export const MOST_SEEDS = 40;
const MOST_CONTESTANTS = 50;

/** What makes the rows of a run and which of them test: runs that differ there cannot stand in one table. */
export const OF_THE_ROWS = [
  'data.source',
  'data.label',
  'data.domain',
  'data.missing',
  'data.weight',
  'data.read',
  'split',
] as const satisfies readonly SettingPath[];

const schema = strict({
  base: v.optional(v.unknown()),
  contestants: v.optional(
    v.pipe(
      v.array(
        strict({
          name: v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(100, 'must be at most 100 characters')),
          config: v.optional(v.unknown()),
        }),
      ),
      v.minLength(2, 'must be two or more'),
      v.maxLength(MOST_CONTESTANTS, `must be at most ${MOST_CONTESTANTS}`),
    ),
  ),
  seeds: v.optional(
    v.pipe(
      v.array(v.pipe(v.number(), v.integer('must be whole'), v.minValue(0, 'must be 0 or more'), v.maxValue(4294967295, 'must be below 2^32'))),
      v.minLength(1, 'must be one or more'),
      v.maxLength(MOST_SEEDS, `must be at most ${MOST_SEEDS}`),
    ),
  ),
  reference: v.optional(v.string()),
});

/**
 * Checks what a file says of an experiment:
 *
 *     { "base": a run's configuration,
 *       "contestants": [{ "name": "k 35", "config": { "model": { "k": 35 } } }, …],
 *       "seeds": [1, 2, 3, 4, 5, 6],
 *       "reference": the name of a contestant }
 *
 * A contestant's `config` is laid on `base`. Left out: the configured model, its backbone alone, and that pooled and separate; six seeds
 * from that of `base` on; the backbone alone, or, of contestants that are named, the last.
 *
 * @param json anything
 * @throws ConfigError that names each path and what is allowed there
 */
export function parseExperiment(json: unknown): Experiment {
  const result = v.safeParse(schema, json);
  if (!result.success) throw new ConfigError(result.issues.map(problemOf));
  const said = result.output as { base?: unknown; contestants?: { name: string; config?: unknown }[]; seeds?: number[]; reference?: string };
  const base = parseRunConfig(said.base ?? {});
  const stated = said.contestants?.map(({ name, config }) => ({ name, config: overlay(base, parseRunConfig(config ?? {})) }));
  const { contestants, reference: usual } = stated ? { contestants: stated, reference: stated.at(-1)?.name as string } : usualOf(base);
  const names = contestants.map(({ name }) => name);
  const reference = said.reference ?? usual;
  const from = base.seed ?? 1;
  const problems = [
    ...names.flatMap((name, i): SettingProblem[] => (names.indexOf(name) < i ? [problem(`contestants[${i}].name`, `"${name}" stands there twice`)] : [])),
    ...(names.includes(reference) ? [] : [problem('reference', `there is no contestant "${reference}"`)]),
    ...contestants.flatMap(({ name, config }): SettingProblem[] =>
      OF_THE_ROWS.filter((path) => JSON.stringify(valueAt(config, path)) !== JSON.stringify(valueAt(base, path))).map((path) =>
        problem(path, `"${name}" changes which rows there are, and so cannot be compared with the others; say it in base`),
      ),
    ),
    ...contestants.flatMap(({ name, config }): SettingProblem[] =>
      config.seed !== base.seed ? [problem('seed', `"${name}" names a seed of its own; the seeds stand in seeds`)] : [],
    ),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  const seeds = [...new Set(said.seeds ?? Array.from({ length: USUAL_SEEDS }, (_, i) => from + i))].sort((a, b) => a - b);
  return { contestants: contestants.map(({ name, config }) => ({ name, config: alone(config) })), seeds, reference };
}

const problem = (path: string, message: string): SettingProblem => ({ path, message });

/** Each contestant is a run of its own: a second model in it would be trained for nothing. */
const alone = (config: RunConfigInput): RunConfigInput => overlay(config, { train: { baseline: false } });

/** The usual contestants of a base, of which it may be one itself: each once. */
function usualOf(base: RunConfigInput): { contestants: Contestant[]; reference: string } {
  const oneDomain = base.data?.domain !== undefined && 'rows' in base.data.domain;
  const all = usualContestants(oneDomain ? 1 : undefined).map(({ over }) => named(overlay(base, sparing(over, base))));
  const contestants = all.filter(({ name }, i) => all.findIndex((each) => each.name === name) === i);
  if (contestants.length < 2) throw new ConfigError([problem('contestants', 'must be named: the base has one domain, and no adapters that could be left out')]);
  return { contestants, reference: (all[USUAL_REFERENCE] as Contestant).name };
}

/** Without saying what holds anyway: a configuration that says less is still the one that earlier results are of. */
function sparing(over: RunConfigInput, base: RunConfigInput): RunConfigInput {
  const { sharing, ...model } = over.model ?? {};
  return sharing === 'domains' && base.model?.sharing === undefined ? { model } : over;
}

function named(config: RunConfigInput): Contestant {
  const { model } = config;
  const { backbone = settingAt('model.backbone').default as Backbone, sharing = 'domains', adapterKind = 'hamur' } = model ?? {};
  const adapters = model?.adapters ?? (sharing === 'separate' ? [] : [1]);
  return { name: modelTitle({ backbone, adapters, sharing, adapterKind }), config };
}
