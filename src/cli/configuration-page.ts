import type { FormsKind } from '../config/kinds/forms';
import type { FieldKind } from '../config/kinds/kind';
import { SETTING_PATHS, type SettingPath, settingAt } from '../config/settings';
import { Follows, labelOf, Proposed, type Setting } from '../config/settings/setting';
import { SPARSE_PARTS } from '../config/settings/sparse-field';
import { withMarked } from './marked';

/** The tables of `docs/configuration.md`: what the table of settings says. */
const TABLES: Record<string, () => string> = {
  data: () => settingsTable((path) => path.startsWith('data.')),
  sparse: () =>
    table(
      ['entry', 'what', 'may be'],
      Object.entries(SPARSE_PARTS).map(([name, { kind, about }]) => [`\`${name}\``, about, allowed(kind)]),
    ),
  split: () => settingsTable((path) => path === 'split'),
  model: () => settingsTable((path) => path.startsWith('model.')),
  train: () => settingsTable((path) => path.startsWith('train.')),
  run: () => settingsTable((path) => path === 'engine' || path === 'seed'),
};

/** The page with its tables made anew; what is written by hand between them stays. */
export function configurationPage(page: string): string {
  return Object.entries(TABLES).reduce((text, [name, make]) => withMarked(text, `npm run docs: ${name}`, make()), page);
}

function settingsTable(belongs: (path: SettingPath) => boolean): string {
  return table(['setting', 'what', 'may be', 'default', 'in a link'], SETTING_PATHS.filter(belongs).flatMap(rowsOf));
}

function rowsOf(path: SettingPath): string[][] {
  const setting = settingAt(path);
  const { kind } = setting;
  if (!('forms' in kind)) return [[`\`${path}\``, about(setting), allowed(kind), usual(setting), keysOf(path)]];
  const { forms } = kind as FormsKind<unknown>;
  return [
    [`\`${path}\``, about(setting), forms.length > 1 ? 'one of the forms below' : 'an object', usual(setting), ''],
    ...forms.flatMap(({ entries }) => entries.map(({ name, about, kind, key }) => [`\`${path}.${name}\``, about, allowed(kind), '', `\`${key}\``])),
  ];
}

const keysOf = (path: SettingPath) =>
  settingAt(path)
    .kind.link(path.slice(path.indexOf('.') + 1))
    .keys.map((key) => `\`${key}\``)
    .join(', ');

const about = (setting: Setting) => `*${labelOf(setting)}.* ${setting.about}`;

function allowed(kind: Setting['kind']): string {
  const { control } = kind as Partial<FieldKind<unknown>>;
  if (control?.type === 'choice') return control.choices.map(({ value }) => `\`${value}\``).join(', ');
  return kind.allowed;
}

function usual({ default: value }: Setting): string {
  if (value instanceof Follows || value instanceof Proposed) return value.said;
  if (value === undefined) return 'none';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value).replaceAll(',', ', ')}\``;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
