import { isBench } from './address';
import { isRunning } from './store/selectors';
import { linkOf } from './store/settings';
import type { AppStore } from './store/store';

/** What happens first on arriving: the link is read, its stored run or the one nearest to it is fetched, then the worker starts on data and engines. */
export async function arrive(store: AppStore): Promise<void> {
  window.addEventListener('hashchange', () => {
    if (isBench() || location.hash.slice(1) === linkOf(store.getState().config)) return;
    store.getState().readLink(location.hash);
    // Within a run no link is read: the address goes back to the settings on the page.
    if (isRunning(store.getState())) writeAddress(store);
  });
  const stored = () => store.getState().loadStored();
  store.getState().readLink(location.hash, stored);
  // The address bar follows the configuration.
  store.subscribe(({ config }, before) => {
    if (config !== before.config) writeAddress(store);
  });
  await stored();
  await store.getState().describeEngines();
  store.subscribe(({ config }, before) => {
    if (config.engine !== before.config.engine) void store.getState().prepareEngine();
  });
  await store.getState().prepareEngine();
}

/** Without a new entry in the history for every keystroke. */
function writeAddress(store: AppStore): void {
  const link = linkOf(store.getState().config);
  history.replaceState(null, '', link ? `#${link}` : location.pathname + location.search);
}
