import type { ToServiceWorker } from '../protocol/offline';
import { nameOf, withHeaders } from './answers';
import type { Build } from './build';
import { isLasting, isNoRoom, Versions } from './versions';

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
  if (await versions.isAnyWhole().catch(() => false)) {
    try {
      await versions.keep();
      return;
    } catch (error) {
      if (!isLasting(error)) throw error;
      // It would fail each time, and the version before stay for ever: the page is shown as the host has it.
      sayNotKept(error);
    }
  }
  await self.skipWaiting();
}

const sayNotKept = (error: unknown) => console.info('The page is not kept for use without a connection:', String(error));

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('message', (event) => {
  const said = event.data as ToServiceWorker;
  if (said === 'take over') event.waitUntil(self.skipWaiting());
  // Without room or connection it is tried again at the next visit.
  if (said === 'keep') event.waitUntil(keep().catch(sayNotKept));
});

async function keep(): Promise<void> {
  try {
    await versions.keep();
  } catch (error) {
    if (!isNoRoom(error) || !(await mayForget())) throw error;
    await versions.forgetOthers();
    await versions.keep();
  }
  if (await mayForget()) await versions.forgetOthers();
}

/**
 * Whether nobody needs other versions. Another page may be one of an older version, which still needs its parts; the next version may be
 * on its way, or have taken over while this one was at work: then the only page is not this one's.
 */
async function mayForget(): Promise<boolean> {
  const [own, all] = await Promise.all(
    [false, true].map(async (includeUncontrolled) =>
      (await self.clients.matchAll({ type: 'window', includeUncontrolled })).filter(({ url }) => url.startsWith(scope)),
    ),
  );
  const { waiting, installing } = self.registration;
  return own?.length === 1 && all?.length === 1 && !waiting && !installing;
}

self.addEventListener('fetch', (event) => {
  const name = nameOf(event.request, scope, BUILD.files);
  if (name !== undefined) event.respondWith(answer(event.request, name));
});

async function answer(request: Request, name: string): Promise<Response> {
  // Where the storage cannot be read, the page works with a connection.
  return withHeaders((await versions.find(name).catch(() => undefined)) ?? (await fetch(request)), name, BUILD.headers);
}
