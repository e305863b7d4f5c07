import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { once } from '../lib/once';
import { connect } from '../wire/connect';
import { App } from './App';
import { ownPage } from './address';
import { arrive } from './arrive';
import { fetchStored } from './fetch-stored';
import { later } from './parts/later';
import { createAppStore } from './store/store';
import { PlaygroundProvider } from './store/use-app';
import { apply } from './theme/theme';
import './theme/theme.css';
import './theme/print.css';

const BenchPage = later('The benchmark', async () => (await import('./bench/BenchPage')).BenchPage);

const GalleryPage = later('The gallery', async () => (await import('./gallery/GalleryPage')).GalleryPage);

// The worker starts when it is first needed, after the first paint.
const session = once(() => connect((gone) => void store.getState().workerGone(gone)));
const store = createAppStore({ session, storedRun: fetchStored });
const own = ownPage();
const Page = own === undefined ? App : own === '#bench' ? BenchPage : GalleryPage;

apply();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <PlaygroundProvider value={{ store, session }}>
      <Page />
    </PlaygroundProvider>
  </StrictMode>,
);
if (own === undefined) void arrive(store, session);
// Each holds the worker and the engine as its own.
window.addEventListener('hashchange', () => {
  if (ownPage() !== own) location.reload();
});
// While developing, what was kept would hide what has changed. Where it is refused, the page goes on without.
if (import.meta.env.PROD) import('./offline/offline').then(({ workOffline }) => workOffline(store)).catch(() => {});
