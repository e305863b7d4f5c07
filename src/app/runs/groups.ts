import { SETTING_PATHS } from '../../config/settings';
import { mean } from '../../lib/mean';
import type { ListedRun } from './listed';
import { valueKey } from './setting-texts';

/** Runs that differ in nothing but the seed; the engine changes how long that takes, and the last digits. */
export interface RunGroup {
  key: string;
  /** In the order of the list: one at least. */
  runs: ListedRun[];
}

const SAME = SETTING_PATHS.filter((path) => path !== 'seed' && path !== 'engine');
const keys = new WeakMap<ListedRun['config'], string>();

/** In the order in which the first run of each comes. */
export function groupsOf(runs: readonly ListedRun[]): RunGroup[] {
  const groups = new Map<string, RunGroup>();
  for (const run of runs) {
    const settings = keys.get(run.config) ?? SAME.map((path) => valueKey(run.config, path)).join('\n');
    keys.set(run.config, settings);
    const key = `${run.dataHash}\n${settings}`;
    const group = groups.get(key);
    if (group) group.runs.push(run);
    else groups.set(key, { key, runs: [run] });
  }
  return [...groups.values()];
}

/** Over the seeds of a group. */
export interface Spread {
  mean: number;
  /** Of single runs, n − 1; null for one. */
  deviation: number | null;
  n: number;
}

/**
 * A number of each run, over the seeds: a seed that was trained twice counts once, with its latest run that has the number.
 *
 * @returns undefined where no run has it
 */
export function spreadOf(runs: readonly ListedRun[], of: (run: ListedRun) => number | null | undefined): Spread | undefined {
  const bySeed = new Map<number, { value: number; began: number }>();
  for (const run of runs) {
    const value = of(run);
    if (typeof value !== 'number') continue;
    const before = bySeed.get(run.config.seed);
    if (!before || before.began < run.began) bySeed.set(run.config.seed, { value, began: run.began });
  }
  const values = [...bySeed.values()].map(({ value }) => value);
  const middle = mean(values);
  if (middle === null) return undefined;
  const n = values.length;
  const deviation = n > 1 ? Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (n - 1)) : null;
  return { mean: middle, deviation, n };
}
