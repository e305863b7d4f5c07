import type { FieldKind, ValueOf } from '../kinds/kind';
import { FIDELITY } from './fidelity';
import { MODEL } from './model';
import { READ } from './read';
import { ROLES } from './roles';
import { RUN } from './run';
import { Follows, type Setting } from './setting';
import { SOURCE } from './source';
import { SPLIT } from './split';
import { TRAIN } from './train';

/**
 * The table of settings, by path. Schema, types, defaults, links, the page's controls and `docs/configuration.md` are made
 * from it. A link has its settings in this order.
 */
export const SETTINGS = { ...SOURCE, ...READ, ...ROLES, ...SPLIT, ...MODEL, ...FIDELITY, ...TRAIN, ...RUN };

export type Settings = typeof SETTINGS;
export type SettingPath = keyof Settings;
export type SettingValue<P extends SettingPath> = ValueOf<Settings[P]['kind']>;

/** The settings that a common control serves. */
export type FieldPath = { [P in SettingPath]: Settings[P]['kind'] extends FieldKind<SettingValue<P>> ? P : never }[SettingPath];

export const SETTING_PATHS = Object.keys(SETTINGS) as SettingPath[];

/** Without the types of each one's values. */
export function settingAt(path: SettingPath): Setting {
  return SETTINGS[path] as unknown as Setting;
}

const PATHS = new Map(SETTING_PATHS.map((path) => [settingAt(path), path]));

/** The settings that this one follows where it is left out, in the order in which its default wants their values. */
export function leadersOf(path: SettingPath): SettingPath[] {
  const { default: usual } = settingAt(path);
  return usual instanceof Follows ? usual.leaders.map((leader) => PATHS.get(leader) as SettingPath) : [];
}

/** The key of a setting in a link, and its name inside its part: `k` of `model.k`. */
export function nameOf(path: string): string {
  return path.slice(path.indexOf('.') + 1);
}

/** A copy of `object` with settings in their places. */
export function withSettings(object: object, settings: Iterable<readonly [path: SettingPath, value: unknown]>): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...object };
  const parts = new Map<string, Record<string, unknown>>();
  for (const [path, value] of settings) {
    const name = nameOf(path);
    if (name === path) copy[name] = value;
    else {
      const part = path.slice(0, -name.length - 1);
      const own = parts.get(part) ?? { ...(copy[part] as object | undefined) };
      own[name] = value;
      copy[part] = own;
      parts.set(part, own);
    }
  }
  return copy;
}

/** What stands in the place of a setting, in a configuration of any completeness. */
export function valueAt(object: object, path: SettingPath): unknown {
  const name = nameOf(path);
  const part = name === path ? object : (object as Record<string, unknown>)[path.slice(0, -name.length - 1)];
  return (part as Record<string, unknown> | undefined)?.[name];
}

/** What may be chosen at a path, with the text that a person sees of each; nothing where the setting is no choice. */
export function choicesOf(path: FieldPath): readonly { value: string; text: string }[] {
  const { control } = SETTINGS[path].kind;
  return control.type === 'choice' ? control.choices : [];
}
