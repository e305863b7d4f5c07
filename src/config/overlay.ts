import type { RunConfig, RunConfigInput } from './run-config';

/**
 * `over` laid on `base`: what `over` leaves out is taken from `base`. Settings that belong together (a source, a label
 * with its positive test, a split) are taken whole, never mixed.
 */
export function overlay(base: RunConfig, over: RunConfigInput): RunConfig;
export function overlay(base: RunConfigInput, over: RunConfigInput): RunConfigInput;
export function overlay(base: RunConfigInput, over: RunConfigInput): RunConfigInput {
  const merged: RunConfigInput = { ...base, ...stated(over) };
  if (base.data || over.data) merged.data = { ...base.data, ...stated(over.data) };
  if (base.model || over.model) merged.model = { ...base.model, ...stated(over.model) };
  if (base.train || over.train) merged.train = { ...base.train, ...stated(over.train) };
  return merged;
}

/** `undefined` means "left out", so it must not hide what lies below. */
function stated<T extends object>(part: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}
