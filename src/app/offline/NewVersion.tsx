import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useStore } from 'zustand';
import { isRunning } from '../store/selectors';
import type { AppStore } from '../store/store';
import styles from './NewVersion.module.css';

/**
 * A place at the foot of the window that says that a new version is there.
 *
 * @param take loads the page anew, in that version
 * @returns says it, also after a person has put off the version before
 */
export function showNewVersion(store: AppStore, take: () => void): () => void {
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  let offers = 0;
  return () => {
    offers++;
    root.render(
      <StrictMode>
        <NewVersion store={store} take={take} offers={offers} />
      </StrictMode>,
    );
  };
}

/** Not while anything is trained: it has no hurry. @param offers how many versions were offered so far: another one is said again */
export function NewVersion({ store, take, offers }: { store: AppStore; take: () => void; offers: number }) {
  const [dismissed, setDismissed] = useState(0);
  const busy = useStore(store, (state) => isRunning(state) || state.queue === 'running');
  const shown = dismissed < offers && !busy;
  // The region is there before its words, so that they are read out.
  return (
    <div className={styles.place} role="status" data-print="hide">
      {shown && (
        <div className={`note ${styles.words}`}>
          <span>A new version is there.</span>
          <button type="button" onClick={take}>
            Load it
          </button>
          <button type="button" onClick={() => setDismissed(offers)}>
            Later
          </button>
        </div>
      )}
    </div>
  );
}
