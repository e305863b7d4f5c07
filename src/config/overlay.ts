import type { RunConfig, RunConfigInput } from './run-config';
import { SETTING_PATHS, valueAt, withSettings } from './settings';

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
