import * as v from 'valibot';
import { strict } from './kinds/objects';
import { ConfigError, problemOf, type SettingProblem } from './problems';
import { SETTING_PATHS, type SettingPath, type SettingValue, settingAt, withSettings } from './settings';

export * from './settings/names';

/**
 * The one noun of the product: a typed, validated, versioned description of everything about a run. The page, the
 * link, the command line and the exports all speak it. Its settings stand in the table of `settings`.
 *
 * `RunConfigInput` is what a person writes: anything may be left out. `RunConfig` is complete: `completeRunConfig`
 * fills what was left out from the proposed roles and the defaults, and checks what depends on more than one setting.
 */
export interface RunConfig extends Complete {
  version: typeof CONFIG_VERSION;
}
export type RunConfigInput = { version?: typeof CONFIG_VERSION | undefined } & { [K in keyof Complete]?: Left<K> | undefined };

export const CONFIG_VERSION = 1;

/** The first name of a path. */
type Head<P extends string> = P extends `${infer H}.${string}` ? H : P;
/** The settings of one part, by name. */
type Part<H extends string> = { [P in SettingPath as P extends `${H}.${infer Name}` ? Name : never]: SettingValue<P> };
type Complete = { [H in Head<SettingPath>]: H extends SettingPath ? SettingValue<H> : Part<H> };
type Left<K extends keyof Complete> = K extends SettingPath ? Complete[K] : { [N in keyof Complete[K]]?: Complete[K][N] | undefined };

export type DataConfig = RunConfig['data'];
export type ModelConfig = RunConfig['model'];
export type TrainConfig = RunConfig['train'];
export type SplitConfig = RunConfig['split'];
export type LabelConfig = DataConfig['label'];
export type DomainConfig = DataConfig['domain'];
export type SparseFieldConfig = DataConfig['sparse'][number];
export type DenseFieldConfig = DataConfig['dense'][number];

/** The roles of the columns, as proposed from a table or as a demo set states them. */
export type Roles = Pick<DataConfig, 'label' | 'domain' | 'sparse' | 'dense'> & Partial<Pick<DataConfig, 'group'>>;

const inputSchema = (() => {
  const version = v.optional(v.literal(CONFIG_VERSION, `must be ${CONFIG_VERSION}, the only version there is`));
  const tree = withSettings(
    { version },
    SETTING_PATHS.map((path) => [path, v.optional(settingAt(path).kind.schema)]),
  );
  const isPart = (key: string) => !SETTING_PATHS.some((path) => path === key || key === 'version');
  const entries = Object.entries(tree).map(([key, entry]) => [key, isPart(key) ? v.optional(strict(entry as v.ObjectEntries)) : entry]);
  return strict(Object.fromEntries(entries)) as unknown as v.GenericSchema<unknown, RunConfigInput>;
})();

/**
 * Checks what a person, a file or a link says.
 *
 * @param json anything
 * @throws ConfigError that names each path and what is allowed there
 */
export function parseRunConfig(json: unknown): RunConfigInput {
  const result = v.safeParse(inputSchema, json);
  if (result.success) return result.output;
  throw new ConfigError(result.issues.map(problemOf));
}

/** As `parseRunConfig`, but returns the problems instead of throwing. */
export function runConfigProblems(json: unknown): SettingProblem[] {
  const result = v.safeParse(inputSchema, json);
  return result.success ? [] : result.issues.map(problemOf);
}
