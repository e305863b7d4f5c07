import type { RunConfig, RunConfigInput } from './run-config';
import { SETTING_PATHS, valueAt, withSetting } from './settings';

/**
 * `over` laid on `base`: what `over` leaves out is taken from `base`. Settings that belong together (a source, a label
 * with its positive test, a split) are taken whole, never mixed.
 */
export function overlay(base: RunConfig, over: RunConfigInput): RunConfig;
export function overlay(base: RunConfigInput, over: RunConfigInput): RunConfigInput;
export function overlay(base: RunConfigInput, over: RunConfigInput): RunConfigInput {
  let merged: Record<string, unknown> = { ...base, ...(over.version && { version: over.version }) };
  for (const path of SETTING_PATHS) {
    const value = valueAt(over, path);
    // `undefined` means "left out", so it must not hide what lies below.
    if (value !== undefined) merged = withSetting(merged, path, value);
  }
  return merged;
}
