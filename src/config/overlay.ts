import type { RunConfig, RunConfigInput } from './run-config';
import { leadersOf, SETTING_PATHS, type SettingPath, valueAt, withSettings } from './settings';

/**
 * `over` laid on `base`: what `over` leaves out is taken from `base`. Settings that belong together (a source, a label
 * with its positive test, a split) are taken whole, never mixed.
 */
export function overlay(base: RunConfig, over: RunConfigInput): RunConfig;
export function overlay(base: RunConfigInput, over: RunConfigInput): RunConfigInput;
export function overlay(base: RunConfigInput, over: RunConfigInput): RunConfigInput {
  // `undefined` means "left out", so it must not hide what lies below.
  const stated = SETTING_PATHS.map((path) => [path, valueAt(over, path)] as const).filter(([, value]) => value !== undefined);
  return withSettings({ ...base, ...(over.version && { version: over.version }) }, stated);
}

/** `input` without what it states of the settings that follow `leader`, so that they follow it again. */
export function withoutFollowers(input: RunConfigInput, leader: SettingPath): RunConfigInput {
  const stated = SETTING_PATHS.filter((path) => !leadersOf(path).includes(leader)).map((path) => [path, valueAt(input, path)] as const);
  return withSettings(
    { ...(input.version && { version: input.version }) },
    stated.filter(([, value]) => value !== undefined),
  );
}
