import { linkEntries } from '../../config/link';
import type { RunConfig } from '../../config/run-config';
import { nameOf, SETTING_PATHS, type SettingPath, settingAt, valueAt } from '../../config/settings';

/** Settings that make no other run: the engine changes how long it takes, and the last digits. */
const NO_MATTER: readonly SettingPath[] = ['engine'];
/** More than these are not named. */
const MOST_NAMED = 2;

/** How the settings of a run that is shown differ from those on the page, as `k 16, not 20`; empty where they do not. */
export function otherSettings(shown: RunConfig, page: RunConfig): string {
  const differ = SETTING_PATHS.filter((path) => !NO_MATTER.includes(path) && JSON.stringify(valueAt(shown, path)) !== JSON.stringify(valueAt(page, path)));
  const named = differ.slice(0, MOST_NAMED).map((path) => {
    const { title } = settingAt(path);
    const [there, here] = [linkEntries(shown, page), linkEntries(page, shown)].map((entries) => entries.find(([key]) => key === nameOf(path))?.[1]);
    return there !== undefined && here !== undefined && there.length + here.length < 24 ? `${title} ${there}, not ${here}` : title;
  });
  const more = differ.length - named.length;
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
