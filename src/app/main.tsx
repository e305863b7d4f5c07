import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { isBench } from './address';
import { arrive } from './store/store';
import { apply } from './theme/theme';
import './theme/theme.css';

const BenchPage = lazy(async () => ({ default: (await import('./bench/BenchPage')).BenchPage }));

apply();
const root = createRoot(document.getElementById('root') as HTMLElement);
const bench = isBench();
if (bench) {
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
window.addEventListener('hashchange', () => {
  if (isBench() !== bench) location.reload();
});
