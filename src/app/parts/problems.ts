import { isOf, type SettingProblem, sayProblem, sayProblems } from '../../config/problems';
import { choicesOf, type FieldPath, SETTING_PATHS, type SettingPath, settingAt } from '../../config/settings';

/** Where a setting's title is too long for its place on the page, what stands there. */
export const KNOB_NAMES = { 'model.k': 'k' } as const satisfies Partial<Record<SettingPath, string>>;

/** The setting of a path as the page calls it: `Layers, value 2` for `model.layers[1]`; the path itself where no setting has it. */
export function titleOf(path: string): string {
  const own = SETTING_PATHS.filter((each) => isOf({ path }, each)).sort((a, b) => b.length - a.length)[0];
  if (own === undefined) return path;
  const at = /^\[(\d+)\]/.exec(path.slice(own.length))?.[1];
  const title = (KNOB_NAMES as Partial<Record<SettingPath, string>>)[own] ?? settingAt(own).title;
  return at === undefined ? title : `${title}, value ${Number(at) + 1}`;
}

/** What may be a setting's path, with the choice that is named behind it. */
const NAMED = /\b([a-z]{1,10}\.[a-zA-Z]{1,30})\b(?: to "([^"]{1,40})")?/g;

/** A text with settings, and the choices that it tells to make, as the page calls them. */
function withTitles(text: string): string {
  return text.replace(NAMED, (whole, name: string, choice?: string) => {
    const path = SETTING_PATHS.find((each) => each === name) as FieldPath | undefined;
    if (!path) return whole;
    const said =
      choice === undefined || !('control' in settingAt(path).kind) ? choice : (choicesOf(path).find(({ value }) => value === choice)?.text ?? choice);
    return `“${titleOf(path)}”${said === undefined ? '' : ` to “${said}”`}`;
  });
}

const onPage = ({ path, message, fix }: SettingProblem): SettingProblem => ({
  path: titleOf(path),
  message: withTitles(message),
  ...(fix !== undefined && { fix: withTitles(fix) }),
});

/** What is wrong, with the page's own names. */
export function sayOnPage(problem: SettingProblem): string {
  return sayProblem(onPage(problem));
}

/** A sentence that begins with a setting's path, such as `data.domain: there is one only`, with the page's own name in its place. */
export function withOwnTitle(text: string): string {
  const at = text.indexOf(': ');
  return at > 0 ? `${titleOf(text.slice(0, at))}${text.slice(at)}` : text;
}

/** All that is wrong with some settings, in one line. */
export function sayAllOnPage(problems: readonly SettingProblem[]): string {
  return sayProblems(problems.map(onPage));
}

/** The panels that settings are changed in. */
export type SettingsPanel = 'data' | 'model' | 'train';

/** The panel that a problem belongs to; what belongs to none is said where training is set up. */
export function panelOf({ path }: Pick<SettingProblem, 'path'>): SettingsPanel {
  if (isOf({ path }, 'data') || isOf({ path }, 'split')) return 'data';
  return isOf({ path }, 'model') ? 'model' : 'train';
}

/** Problems at the very field of `path`, or inside of it. */
export function problemsAt(problems: readonly SettingProblem[], path: string): SettingProblem[] {
  return problems.filter((problem) => isOf(problem, path));
}

/** Problems of a panel that none of its fields says. @param shown the paths of the fields that can be seen */
export function unsaid(problems: readonly SettingProblem[], panel: SettingsPanel, shown: readonly string[]): SettingProblem[] {
  return problems.filter((problem) => panelOf(problem) === panel && !shown.some((path) => isOf(problem, path)));
}
