import { addressOf, isBench, readAddress } from './address';
import { isRunning } from './store/selectors';
import { linkOf } from './store/settings';
import type { AppStore } from './store/store';

/** What happens first on arriving: the link is read, its stored run or the one nearest to it is fetched, then the worker starts on data and engines. */
export async function arrive(store: AppStore): Promise<void> {
  window.addEventListener('hashchange', () => {
    const { tour, link } = readAddress(location.hash);
    if (isBench()) return;
    // Back from a page of the tour leaves it.
    if (tour === undefined) store.getState().leaveTour();
    else if (tour !== store.getState().tour) store.getState().openTour(tour);
    if (link === linkOf(store.getState().config)) return;
    store.getState().readLink(link);
    // Within a run no link is read: the address goes back to the settings on the page.
    if (isRunning(store.getState())) writeAddress(store);
  });
  const stored = () => store.getState().loadStored();
  const { tour, link } = readAddress(location.hash);
  store.getState().readLink(link, stored);
  if (tour !== undefined) store.getState().openTour(tour);
  // The address bar follows the configuration, and the page of the tour.
  store.subscribe((now, before) => {
    if (now.config !== before.config || now.tour !== before.tour) writeAddress(store);
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
  const { config, tour } = store.getState();
  const address = addressOf({ link: linkOf(config), tour });
  history.replaceState(null, '', address ? `#${address}` : location.pathname + location.search);
}
