import type { AppStore } from '../store/store';

/** That the page was once loaded anew to be isolated: never twice in a browser, whatever comes of it. */
const KEY = 'hamur.isolated';

/** What a person does to a page. */
const DEEDS = ['pointerdown', 'keydown', 'input', 'change', 'drop'];

interface Page {
  isolated: boolean;
  /** Whether the person did something already, before anybody listened. */
  touched: boolean;
  events: Pick<EventTarget, 'addEventListener'>;
  workers: Pick<ServiceWorkerContainer, 'controller'> & Pick<EventTarget, 'addEventListener'>;
  storage: () => Pick<Storage, 'getItem' | 'setItem'>;
  reload: () => void;
}

const thisPage = (): Page => ({
  isolated: crossOriginIsolated,
  touched: navigator.userActivation?.hasBeenActive ?? false,
  events: window,
  workers: navigator.serviceWorker,
  storage: () => localStorage,
  reload: () => location.reload(),
});

/**
 * On the first arrival at a host that sends no headers: loads the page anew as soon as the service worker has it, which adds them. Only
 * cross-origin isolated may workers share memory. Nothing is lost by it: it happens once, and only where nothing was done yet. A page
 * that is not loaded anew has one thread until it comes the next time.
 */
export function isolateOnArrival(store: AppStore, page = thisPage()): void {
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
