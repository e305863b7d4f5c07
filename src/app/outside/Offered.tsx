import { isRunning } from '../store/selectors';
import { useApp, useParts } from '../store/use-app';
import styles from './outside.module.css';

/** What a page of its own is called. */
const OWN: Partial<Record<string, string>> = { bench: 'The benchmark', gallery: 'The gallery' };

/** A link that came within a run, or of which nobody has said yet what is to become of it. */
export function Offered() {
  const { offered, answerOffer, declineOffer } = useParts('offered', 'answerOffer', 'declineOffer');
  const running = useApp(isRunning);
  if (!offered) return null;
  const { link, waits } = offered;
  return (
    <div className={`note ${styles.offered}`} data-print="hide">
      <span role="status">{said(OWN[link] ?? 'A link with other settings', running, waits)}</span>
      <span className={styles.answers}>
        {waits ? (
          <button type="button" onClick={() => answerOffer(false)}>
            Not after this run
          </button>
        ) : (
          <button type="button" onClick={() => answerOffer(true)}>
            {running ? 'Open it after this run' : 'Open it here'}
          </button>
        )}
        {/* It is gone when the browser has followed it. */}
        <a className="button" href={`#${link}`} target="_blank" rel="noopener" onClick={() => setTimeout(declineOffer)}>
          Open it in a new tab
        </a>
        <button type="button" onClick={declineOffer}>
          Dismiss
        </button>
      </span>
    </div>
  );
}

function said(what: string, running: boolean, waits: boolean): string {
  if (waits) return `${what} opens when this run has ended.`;
  return running ? `${what} was not opened: the run on this page goes on as it is.` : `${what} was not opened, because a run was going on.`;
}
