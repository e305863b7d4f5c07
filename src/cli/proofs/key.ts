import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { BACKBONE_INFO } from '../../config/backbones';
import { completeRunConfig } from '../../config/complete';
import { fidelityBundle } from '../../config/fidelity';
import type { Roles, RunConfig, RunConfigInput } from '../../config/run-config';
import { SETTING_PATHS, type SettingPath, valueAt, withSettings } from '../../config/settings';

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
  const text = JSON.stringify(sorted([asBefore(complete), bundleBefore(complete), more]));
  return `${name}/${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

/**
 * Settings that came after the first proofs, and what they were before there was a choice. Where they still are that, a recipe goes
 * without them, so that its proofs stay proofs of it. Whoever adds a setting names it here.
 */
const LATER = new Map<SettingPath, unknown>([
  ['model.sharing', 'domains'],
  ['model.adapterKind', 'hamur'],
  ['model.gateNorm', false],
  ['model.extraction', [64, 64]],
  ['model.idFields', []],
  ['model.pruner', 'fusion'],
  ['model.prunerBeta', 2],
  ['model.prunerAlpha', 1],
  ['model.prunerAlphaStep', 1e-4],
  ['model.clusters', 3],
  ['model.clusterMomentum', 0.9],
  ['data.domainAsInput', true],
]);

function asBefore(complete: RunConfig): unknown {
  const as = new Map(LATER);
  // Their values follow the mode, and most backbones are the same whatever they are.
  if (!choosesCode(complete)) for (const path of ['model.follows', 'model.prunerEpsilon'] as const) as.set(path, valueAt(complete, path));
  return withSettings(
    { version: complete.version },
    SETTING_PATHS.map((path) => [path, valueAt(complete, path)] as const).filter(
      ([path, value]) => value !== undefined && !(as.has(path) && isDeepStrictEqual(as.get(path), value)),
    ),
  );
}

function bundleBefore(complete: RunConfig): unknown {
  const bundle = fidelityBundle(complete.model.fidelity);
  if (choosesCode(complete)) return bundle;
  const { follows: _, ...model } = bundle.model;
  return { ...bundle, model };
}

/** STAR was its paper's, whatever the mode, before it had a choice. */
const choosesCode = ({ model: { backbone, follows } }: RunConfig) => BACKBONE_INFO[backbone].follows === true && !(backbone === 'star' && follows === 'paper');

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
