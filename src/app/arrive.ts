import { errorText } from '../lib/error-text';
import { decodeRun } from '../runs/file';
import { isBench } from './address';
import { isRunning } from './store/selectors';
import { linkOf } from './store/settings';
import type { AppStore } from './store/store';

/** What happens first on arriving: the link is read, the stored run is fetched, then the worker starts on data and engines. */
export async function arrive(store: AppStore): Promise<void> {
  const stored = fetch(new URL('demo-run.json', document.baseURI))
    .then((response) => (response.ok ? response.text() : Promise.reject(new Error(response.statusText))))
    .then((text) => store.setState({ stored: decodeRun(text) }))
    // Without it the page starts empty, and works.
    .catch((error) => console.info('No stored run to show:', errorText(error)));
  window.addEventListener('hashchange', () => {
    if (isBench() || location.hash.slice(1) === linkOf(store.getState().config)) return;
    store.getState().readLink(location.hash);
    // Within a run no link is read: the address goes back to what the run was started with.
    if (isRunning(store.getState())) writeAddress(store);
  });
  store.getState().readLink(location.hash, stored);
  // The address bar follows the configuration.
  store.subscribe(({ config }, before) => {
    if (config !== before.config) writeAddress(store);
  });
  await stored;
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
