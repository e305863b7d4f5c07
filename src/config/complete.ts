import { checkTogether } from './check-together';
import { denseColumn, domainColumns, fieldColumn, isWholeDomain, splitColumn } from './fields';
import { ConfigError } from './problems';
import { CONFIG_VERSION, parseRunConfig, type Roles, type RunConfig, type RunConfigInput } from './run-config';
import { leadersOf, SETTING_PATHS, type SettingPath, settingAt, valueAt, withSettings } from './settings';
import { Follows, Proposed } from './settings/setting';

export { DOMAIN_FIELD, denseColumn, domainColumns, domainTitle, fieldColumn, fieldName } from './fields';

/**
 * Fills what `input` leaves out and checks the settings against each other.
 *
 * @param roles what the data itself proposes, for the roles that `input` leaves out
 * @throws ConfigError naming each path where settings contradict each other
 */
export function completeRunConfig(input: RunConfigInput, roles: Roles): RunConfig {
  const config = fill(input, roles);
  const problems = checkTogether(config);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** A configuration that was stored complete: what it lacks that came later has its usual value. @throws ConfigError where it is none */
export function completeStored(config: unknown): RunConfig {
  const input = parseRunConfig(config);
  // Before there was a choice STAR was its paper's, whatever the mode.
  const { backbone, follows } = input.model ?? {};
  const stated = backbone === 'star' && follows === undefined ? { ...input, model: { ...input.model, follows: 'paper' as const } } : input;
  return completeRunConfig(stated, (config as RunConfig).data);
}

/** Every setting of `input`, or what holds where it is left out; nothing is checked. */
function fill(input: RunConfigInput, roles: Roles): RunConfig {
  const proposed = { data: completeRoles(input, roles) };
  const resolve = (path: SettingPath): unknown => {
    const said = valueAt(input, path);
    if (said !== undefined) return said;
    const { default: usual } = settingAt(path);
    if (usual instanceof Proposed) return valueAt(proposed, path);
    if (usual instanceof Follows) return usual.value(...(leadersOf(path).map(resolve) as never[]));
    return structuredClone(usual);
  };
  const filled = withSettings(
    { version: CONFIG_VERSION },
    // A setting that has no default is left out where nobody states it.
    SETTING_PATHS.map((path) => [path, resolve(path)] as const).filter(([, value]) => value !== undefined),
  );
  const config = filled as unknown as RunConfig;
  // One share a layer and one for all are the same for one layer; a link cannot tell them apart.
  const { dropout, layers } = config.model;
  if (Array.isArray(dropout) && dropout.length === 1 && layers.length === 1) config.model.dropout = dropout[0] as number;
  return config;
}

/** The roles that `input` states, and the proposed `roles` for those that it leaves out; nothing is checked. */
export function completeRoles({ data, split }: RunConfigInput, roles: Roles): Roles {
  const label = data?.label ?? roles.label;
  const domain = data?.domain ?? roles.domain;
  // A column that was named as label or domain is no longer proposed as a feature; nor is one that parts the rows, whose values the
  // training rows lack or hold all.
  const others = new Set([label.column, data?.weight, splitColumn(split)]);
  const taken = (column: string) => others.has(column) || (isWholeDomain(domain, column) && !domainColumns(roles.domain).includes(column));
  return {
    label,
    domain,
    sparse: data?.sparse ?? roles.sparse.filter((field) => !taken(fieldColumn(field))),
    dense: data?.dense ?? roles.dense.filter((field) => !taken(denseColumn(field))),
    // Who chooses the proposed users as the label has not named them as users.
    group: data?.group ?? (roles.group === label.column ? undefined : roles.group),
  };
}

/** What holds where nothing is stated. */
const DEFAULTS = fill({}, { label: { column: '' }, domain: { column: '' }, sparse: [], dense: [] });
export const DEFAULT_SOURCE = DEFAULTS.data.source;
export const DEFAULT_SPLIT = DEFAULTS.split as { ratios: [number, number, number] };
export const DEFAULT_MODEL = DEFAULTS.model;
export const DEFAULT_TRAIN = DEFAULTS.train;
