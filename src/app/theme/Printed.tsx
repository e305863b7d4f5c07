import { CaptionOf } from '../figure/CaptionOf';
import { shownRun } from '../store/selectors';
import { useApp } from '../store/use-app';
import { runSummaries } from '../strip/summaries';
import { ResultFigure } from '../watch/ResultFigure';
import { usePrinting } from './theme';

/** What stands over a printed page: its name, when it was printed, and of what its results are. On paper alone. */
export function PrintedHead() {
  return usePrinting() ? <Head /> : null;
}

function Head() {
  const run = useApp(shownRun);
  return (
    <header data-print="only">
      <h1>HAMUR Playground</h1>
      <p className="soft">Printed on {new Date().toLocaleDateString('en', { dateStyle: 'long' })}</p>
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

/** The test results belong to a report, whatever view is open. On paper alone, and once. */
export function PrintedResults() {
  const run = useApp(shownRun);
  const open = useApp(({ view }) => view === 'results');
  return usePrinting() && run && !open ? (
    <CaptionOf run={run}>
      <ResultFigure run={run} />
    </CaptionOf>
  ) : null;
}

/** More characters than these nobody types from paper: a result is left out. */
const MOST_PRINTED = 600;

/** The link of what was printed, below all of it. On paper alone. */
export function PrintedLink() {
  if (!usePrinting()) return null;
  // Read when it is printed: the link follows the settings.
  const { href } = location;
  return (
    <footer data-print="only">
      <p>Open it: {href.length > MOST_PRINTED ? href.replace(/&?result=[^&]*/, '') : href}</p>
    </footer>
  );
}
