import type { ToServiceWorker } from '../protocol/offline';
import { nameOf, withHeaders } from './answers';
import type { Build } from './build';
import { Versions } from './versions';

/**
 * The service worker: the page works without a connection, and is cross-origin isolated where its host sends no headers, so that
 * workers may share memory. One version of the page is shown at a time, whole. The next one waits until a person takes it.
 */
declare const self: ServiceWorkerGlobalScope;
declare const BUILD: Build;

const { scope } = self.registration;
const versions = new Versions(scope, BUILD, caches);

self.addEventListener('install', (event) => event.waitUntil(install()));

/** Where a version is kept, this one takes its place only when it is whole, and wanted. Otherwise it has nothing to wait for. */
async function install(): Promise<void> {
  if (await versions.isAnyWhole()) await versions.keep();
  else await self.skipWaiting();
}

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  const said = event.data as ToServiceWorker;
  if (said === 'take over') event.waitUntil(self.skipWaiting());
  // Without room or connection it is tried again at the next visit.
  if (said === 'keep') event.waitUntil(keep().catch((error: unknown) => console.info('The page is not kept for use without a connection:', String(error))));
});

async function keep(): Promise<void> {
  await versions.keep();
  // Another page may be one of an older version, which still needs its parts; and the next version may be on its way.
  const pages = (await self.clients.matchAll({ type: 'window', includeUncontrolled: true })).filter(({ url }) => url.startsWith(scope));
  const { waiting, installing } = self.registration;
  if (pages.length <= 1 && !waiting && !installing) await versions.forgetOthers();
}

self.addEventListener('fetch', (event) => {
  const name = nameOf(event.request, scope, BUILD.files);
  if (name !== undefined) event.respondWith(answer(event.request, name));
});

async function answer(request: Request, name: string): Promise<Response> {
  return withHeaders((await versions.find(name)) ?? (await fetch(request)), name, BUILD.headers);
}
