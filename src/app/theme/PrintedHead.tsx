import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import { runSummaries } from '../strip/summaries';
import { usePrinting } from './theme';

/** What stands over a printed page: its name, where it comes from and when, and of what its results are. On paper alone. */
export function PrintedHead() {
  return usePrinting() ? <Head /> : null;
}

function Head() {
  const run = useApp(shownRun);
  return (
    <header data-print="only">
      <h1>HAMUR Playground</h1>
      {/* Read when it is printed: the link follows the settings. */}
      <p className="soft">
        {location.href} · {new Date().toLocaleDateString('en', { dateStyle: 'long' })}
      </p>
      {run && (
        <dl>
          {Object.entries(runSummaries(run)).map(([step, line]) => (
            <div key={step}>
              <dt>{step}</dt>
              <dd>{line}</dd>
            </div>
          ))}
        </dl>
      )}
    </header>
  );
}
