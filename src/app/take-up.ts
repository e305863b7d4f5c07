import type { Address } from './address';
import { linkOf } from './store/settings';
import type { AppStore } from './store/store';

/**
 * Takes up what a link says beside the settings, which are on the page already: what is looked at, and a result. It is read when it comes,
 * which is seldom; until it is, it stays in the address, so that a reload has it.
 *
 * @returns when it is taken up, or cannot be
 */
export async function takeUp(store: AppStore, { link, look }: Address): Promise<void> {
  const came = look === undefined ? undefined : { link: linkOf(store.getState().config), look };
  store.setState({ came });
  if (!came) return;
  try {
    const { arrived } = await import('./share/arrived');
    arrived(store, link, came);
  } catch {
    store.getState().note('What the link says to look at could not be loaded. Its settings hold. Load the page anew to try again.');
  }
}
