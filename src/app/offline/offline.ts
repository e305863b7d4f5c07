import { once } from '../../lib/once';
import type { ToServiceWorker } from '../../protocol/offline';
import type { AppStore } from '../store/store';
import { type Came, isolateOnArrival } from './isolation';
import { whenAnotherWaits } from './waiting';

/** A page that stays open asks for a new version so often. Browsers ask by themselves when one arrives. */
const MS_BETWEEN = 3_600_000;
/** How long the page may be busy before it is kept all the same. */
const MS_TO_REST = 10_000;

/**
 * Has a service worker keep the page for use without a connection, isolate it where its host does not, and say when there is a new version.
 * Within another page nothing is done: whose page that is, is not ours to say.
 *
 * @param came how the page was called
 * @throws Error where the browser refuses the worker, or its script cannot be had: the page goes on without
 */
export async function workOffline(store: AppStore, came: Came): Promise<void> {
  // Not over plain HTTP, and not in all private windows.
  if (!('serviceWorker' in navigator) || window.parent !== window) return;
  const { serviceWorker: workers } = navigator;
  // What the person waits for comes first; but a page that has to be loaded anew is so before anything is done on it.
  if (crossOriginIsolated) await rest();
  else isolateOnArrival(store, came);
  const registration = await workers.register('sw.js', { updateViaCache: 'none' });
  offerNewVersions(store, registration);
  await rest();
  (await workers.ready).active?.postMessage('keep' satisfies ToServiceWorker);
}

/** Until the page has nothing to do. */
async function rest(): Promise<void> {
  if (document.readyState !== 'complete') await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  // Safari has no such callback.
  await new Promise<unknown>((resolve) =>
    'requestIdleCallback' in window ? requestIdleCallback(resolve, { timeout: MS_TO_REST }) : setTimeout(resolve, MS_TO_REST / 5),
  );
}

/** A version that is there, whole, waits for a person's word. */
function offerNewVersions(store: AppStore, registration: ServiceWorkerRegistration): void {
  const note = once(async () => (await import('./NewVersion')).showNewVersion(store, () => take(registration)));
  whenAnotherWaits(registration, () => void note().then((offer) => offer()));
  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - asked < MS_BETWEEN) return;
    asked = Date.now();
    registration.update().catch(() => {
      // Without a connection there is none.
    });
  });
}

/** The page anew, in the new version. Another tab may have taken that already. */
function take({ waiting }: ServiceWorkerRegistration): void {
  const reload = () => location.reload();
  if (!waiting) {
    reload();
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
  waiting.postMessage('take over' satisfies ToServiceWorker);
}
