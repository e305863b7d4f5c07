import type { AppStore } from '../store/store';

/** That the page was once loaded anew to be isolated: never twice in a browser, whatever comes of it. */
const KEY = 'hamur.isolated';

/** What a person does to a page, or to its address. */
const DEEDS = ['pointerdown', 'keydown', 'input', 'change', 'drop', 'hashchange'];

/** How a page was called: what its address and its entry in the history were, before it wrote there itself. */
export interface Came {
  hash: string;
  state: unknown;
}

interface Page {
  isolated: boolean;
  /** Whether the person did something already, before anybody listened. */
  touched: boolean;
  events: Pick<EventTarget, 'addEventListener'>;
  workers: Pick<ServiceWorkerContainer, 'controller'> & Pick<EventTarget, 'addEventListener'>;
  storage: () => Pick<Storage, 'getItem' | 'setItem'>;
  reload: () => void;
}

const thisPage = (came: Came): Page => ({
  isolated: crossOriginIsolated,
  touched: navigator.userActivation?.hasBeenActive ?? false,
  events: window,
  workers: navigator.serviceWorker,
  storage: () => localStorage,
  reload: () => reloadAsItCame(came, { events: window, history, location }),
});

/**
 * On the first arrival at a host that sends no headers: loads the page anew as soon as the service worker has it, which adds them. Only
 * cross-origin isolated may workers share memory. Nothing is lost by it: it happens once, only where nothing was done yet, and with the
 * address that came, whose parts may not have been taken up by then. A page that is not loaded anew has one thread until it comes the
 * next time.
 */
export function isolateOnArrival(store: AppStore, came: Came, page = thisPage(came)): void {
  // A page that came through the service worker has the headers already: where they did not help, they never will.
  if (page.isolated || page.workers.controller) return;
  let { touched } = page;
  const touch = () => {
    touched = true;
  };
  for (const deed of DEEDS) page.events.addEventListener(deed, touch, { once: true, capture: true });
  const takeOver = () => {
    const { run, queue } = store.getState();
    if (!touched && !run && queue === 'idle' && isFirstTime(page.storage)) page.reload();
  };
  page.workers.addEventListener('controllerchange', takeOver, { once: true });
}

/** A page that is left writes how it stands, and what it has not yet shown is not in that: the address is put back after it. */
export function reloadAsItCame(
  { hash, state }: Came,
  {
    events,
    history,
    location,
  }: { events: Pick<EventTarget, 'addEventListener'>; history: Pick<History, 'replaceState'>; location: Pick<Location, 'reload' | 'pathname' | 'search'> },
): void {
  const putBack = () => history.replaceState(state, '', location.pathname + location.search + hash);
  putBack();
  events.addEventListener('pagehide', putBack);
  location.reload();
}

/** Asked a second time, it says no; so it does where nothing can be remembered. */
function isFirstTime(storage: Page['storage']): boolean {
  try {
    if (storage().getItem(KEY)) return false;
    storage().setItem(KEY, '1');
    return true;
  } catch {
    return false;
  }
}
