import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { arrive } from './store/store';
import { apply } from './theme/theme';
import './theme/theme.css';

/** The address of the benchmark, which is a page of its own; everything else behind the # is a run's settings. */
const BENCH = '#bench';
const BenchPage = lazy(async () => ({ default: (await import('./bench/BenchPage')).BenchPage }));

apply();
const root = createRoot(document.getElementById('root') as HTMLElement);
if (location.hash === BENCH) {
  root.render(
    <StrictMode>
      <Suspense fallback={null}>
        <BenchPage />
      </Suspense>
    </StrictMode>,
  );
} else {
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  void arrive();
}
// Each of the two holds the worker and the engine as its own.
const first = location.hash;
window.addEventListener('hashchange', () => {
  if ((location.hash === BENCH) !== (first === BENCH)) location.reload();
});
