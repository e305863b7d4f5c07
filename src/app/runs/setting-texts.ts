import type { RunConfig } from '../../config/run-config';
import { choicesOf, type FieldPath, leadersOf, nameOf, SETTING_PATHS, type SettingPath, settingAt, valueAt } from '../../config/settings';
import { Follows } from '../../config/settings/setting';
import { capital } from '../../lib/capital';

/** A setting's value as a person reads it. */
export function settingText(config: RunConfig, path: SettingPath): string {
  const value = valueAt(config, path);
  if (value === undefined) return 'not stated';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) && value.length === 0) return 'none';
  const { kind } = settingAt(path);
  const choice = 'control' in kind ? choicesOf(path as FieldPath).find((each) => each.value === value) : undefined;
  if (choice) return choice.text;
  const entries = kind.link(nameOf(path)).write(value);
  return entries.map(([key, text]) => (key === nameOf(path) ? text.replaceAll(',', ', ') : `${key} ${text}`)).join(', ');
}

const values = new WeakMap<RunConfig, Map<SettingPath, string>>();

/** The same text for two values of a setting that are equal; configurations are compared again and again. */
export function valueKey(config: RunConfig, path: SettingPath): string {
  let known = values.get(config);
  if (!known) {
    known = new Map();
    values.set(config, known);
  }
  const before = known.get(path);
  if (before !== undefined) return before;
  const key = JSON.stringify(valueAt(config, path) ?? null);
  known.set(path, key);
  return key;
}

/** Settings in which configurations differ, in the order of the table of settings. */
export function differingPaths(configs: readonly RunConfig[], among: readonly SettingPath[] = SETTING_PATHS): SettingPath[] {
  const [first] = configs;
  if (!first) return [];
  return among.filter((path) => {
    const key = valueKey(first, path);
    return configs.some((config) => valueKey(config, path) !== key);
  });
}

/** Whether a setting has, in every configuration, what follows from others: where it differs, these do too, and to name it says nothing more. */
export function onlyFollows(configs: readonly RunConfig[], path: SettingPath): boolean {
  const { default: usual } = settingAt(path);
  if (!(usual instanceof Follows)) return false;
  return configs.every((config) => {
    const followed: unknown = usual.value(...(leadersOf(path).map((leader) => valueAt(config, leader)) as never[]));
    return JSON.stringify(followed) === JSON.stringify(valueAt(config, path));
  });
}

/** In a name there is no room for a title. */
const SHORT: Partial<Record<SettingPath, string>> = {
  'model.k': 'k',
  'model.bottleneck': 'r',
  'model.embedding': 'e',
  'model.adapters': 'adapters',
  'model.fidelity': '',
  'model.hyper': 'hyper-network',
};

/** A setting and its value as a part of a name: `k 30`. */
export function shortText(config: RunConfig, path: SettingPath): string {
  const title = SHORT[path] ?? lower(settingAt(path).title);
  const value = valueAt(config, path);
  // A choice by its name: what it means is too long here.
  const text = typeof value === 'string' && path !== 'model.backbone' ? value : settingText(config, path);
  return `${title} ${text}`.trim();
}

const lower = (title: string) => (title.slice(0, 2) === capital(title.slice(0, 2).toLowerCase()) ? title.charAt(0).toLowerCase() + title.slice(1) : title);
