/** What the page says to the service worker: keep all that the page may need without a connection; take the place of the version before. */
export type ToServiceWorker = 'keep' | 'take over';
