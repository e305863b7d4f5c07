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
  return withSettings(
    { ...base, ...(over.version && { version: over.version }) },
    statedOf(over, () => true),
  );
}

/** `input` without what it states of the settings that follow `leader`, so that they follow it again. */
export function withoutFollowers(input: RunConfigInput, leader: SettingPath): RunConfigInput {
  return withSettings(
    { ...(input.version && { version: input.version }) },
    statedOf(input, (path) => !leadersOf(path).includes(leader)),
  );
}

/** What `input` states of the settings that follow `leader`, and nothing else. */
export function followersOf(input: RunConfigInput, leader: SettingPath): RunConfigInput {
  return withSettings(
    {},
    statedOf(input, (path) => leadersOf(path).includes(leader)),
  );
}

function statedOf(input: RunConfigInput, which: (path: SettingPath) => boolean): (readonly [SettingPath, unknown])[] {
  return SETTING_PATHS.filter(which)
    .map((path) => [path, valueAt(input, path)] as const)
    .filter(([, value]) => value !== undefined);
}
