import { toLink } from '../../config/link';
import { parseRunConfig, type RunConfigInput } from '../../config/run-config';
import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';
import { textOf } from './packed-text';
import { DEFAULT_CONFIG } from './settings';
import type { AppState } from './store';

/** With 20,000 columns a configuration takes some 2 MB. */
const MOST_BYTES = 2 ** 24;

/** Takes the settings of a file, as those of a link are taken; where it names no data, or those that are open, these stay open. */
export async function takeSettings(file: File, get: () => AppState): Promise<void> {
  try {
    const config = await settingsIn(file);
    const source = config.data?.source;
    const isOpen = source && 'hash' in source && source.hash !== undefined && source.hash === get().table?.hash;
    if (source && !isOpen) get().readLink(toLink(config, DEFAULT_CONFIG));
    else get().replace(config);
    // Within a run the page asks first what is to become of settings for other data.
    if (get().offered === undefined) get().note(`${file.name} holds settings: they are on the page now.`);
  } catch (error) {
    get().note(`${file.name} was not opened: ${errorText(error)}`);
  }
}

/** @throws UserError where it is no JSON, ConfigError where it is no configuration */
async function settingsIn(file: File): Promise<RunConfigInput> {
  if (file.size > MOST_BYTES) throw new UserError('it is far too long for a configuration');
  const text = await textOf(file, MOST_BYTES);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UserError('it begins as a configuration, and is no whole JSON', undefined, 'Save it anew.');
  }
  return parseRunConfig(json);
}
