import { errorText } from '../../lib/error-text';
import { openLinkFile } from '../share/link-in-file';
import type { Deps } from './deps';
import { isJson, isModel, takeRuns } from './given-runs';
import { LINK_FILE } from './link-file';
import type { AppState, Slice } from './store';

/**
 * Opens what is no data among chosen files: a link, runs, settings, a model. The page loads it when there is such a file by its name.
 *
 * @returns the files that may be data
 */
export async function takeOthers(
  chosen: readonly File[],
  set: Parameters<Slice<AppState>>[0],
  get: () => AppState,
  deps: Pick<Deps, 'session'>,
): Promise<readonly File[]> {
  const linked = chosen.find(({ name }) => name.toLowerCase().endsWith(LINK_FILE));
  if (linked) {
    await openLinkFile(linked, get().note);
    return [];
  }
  const rest = chosen.some(isJson) ? await takeRuns(chosen, set, get, deps) : chosen;
  const model = rest.find(isModel);
  try {
    if (model) await get().openModel(model, rest.length > 1);
  } catch (error) {
    // What opens it could not be loaded.
    get().note(`${model?.name} was not opened: ${errorText(error)}`);
  }
  return rest.filter((file) => file !== model);
}
