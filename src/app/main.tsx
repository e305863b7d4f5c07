import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { once } from '../lib/once';
import { FIGURES_PAGE } from '../protocol/drawn-figures';
import { connect } from '../wire/connect';
import { App } from './App';
import { isEmbedded, ownPage } from './address';
import { arrive } from './arrive';
import { fetchStored } from './fetch-stored';
import { later } from './parts/later';
import { createAppStore } from './store/store';
import { PlaygroundProvider } from './store/use-app';
import { apply, borrowTheme, type ThemeChoice } from './theme/theme';
import './theme/theme.css';
import './theme/print.css';

const BenchPage = later('The benchmark', async () => (await import('./bench/BenchPage')).BenchPage);

const GalleryPage = later('The gallery', async () => (await import('./gallery/GalleryPage')).GalleryPage);

const FiguresPage = later('The figures', async () => (await import('./take-away/FiguresPage')).FiguresPage);

// The worker starts when it is first needed, after the first paint.
const session = once(() => connect((gone) => void store.getState().workerGone(gone)));
const store = createAppStore({ session, storedRun: fetchStored });
const own = ownPage();
const embedded = isEmbedded();

// Before the page writes there how it stands itself.
const came = { hash: location.hash, state: history.state };

const EmbedPage = later('This view', async () => {
  const { arriveEmbedded, EmbedPage: Page } = await import('./embed/EmbedPage');
  arriveEmbedded(store);
  return Page;
});

const Page = embedded ? EmbedPage : own === undefined ? App : own === '#bench' ? BenchPage : own === FIGURES_PAGE ? FiguresPage : GalleryPage;

// Before anything is painted. In another page the system's theme counts, unless the link says otherwise.
if (embedded) borrowTheme((/[#&]theme=(light|dark)\b/.exec(location.hash)?.[1] as ThemeChoice | undefined) ?? 'system');
else apply();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <PlaygroundProvider value={{ store, session }}>
      <Page />
    </PlaygroundProvider>
  </StrictMode>,
);
if (own === undefined && !embedded) void arrive(store, session);
// Each holds the worker and the engine as its own.
window.addEventListener('hashchange', () => {
  if (ownPage() !== own || embedded) location.reload();
});
// While developing, what was kept would hide what has changed. Where it is refused, the page goes on without.
if (import.meta.env.PROD) import('./offline/offline').then(({ workOffline }) => workOffline(store, came)).catch(() => {});
