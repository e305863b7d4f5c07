import { isOf, type SettingProblem } from '../../config/problems';

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
