import { createHash } from 'node:crypto';
import { completeRunConfig } from '../../config/complete';
import { fidelityBundle } from '../../config/fidelity';
import type { Roles, RunConfig, RunConfigInput } from '../../config/run-config';

/** For a configuration that states all its roles. */
const NO_ROLES: Roles = { label: { column: '' }, domain: { column: '' }, sparse: [], dense: [] };

/**
 * The key of a run's proof: its name, and what tells its recipe from any other: a changed default, or a changed choice of its
 * fidelity mode, makes another key, so that proofs of two recipes never stand in one table.
 *
 * @param roles what the data propose
 * @param more what the recipe depends on besides
 * @returns `name/12345678`
 * @throws ConfigError where settings contradict each other
 */
export function keyOf(name: string, config: RunConfigInput, roles: Roles = NO_ROLES, more?: unknown): string {
  const complete = completeRunConfig(config, roles);
  const text = JSON.stringify(sorted([asBefore(complete), fidelityBundle(complete.model.fidelity), more]));
  return `${name}/${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

/** Without a setting that came after the first proofs, where it is as it was before there was a choice: these stay proofs of their recipe. */
function asBefore({ model, ...others }: RunConfig): unknown {
  const { sharing, adapterKind, ...before } = model;
  return { ...others, model: { ...before, ...(sharing !== 'domains' && { sharing }), ...(adapterKind !== 'hamur' && { adapterKind }) } };
}

/** With the keys of every object in order: the order of the settings' table is no part of a recipe. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
