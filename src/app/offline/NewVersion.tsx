import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useStore } from 'zustand';
import { isRunning } from '../store/selectors';
import type { AppStore } from '../store/store';
import styles from './NewVersion.module.css';

/** Says at the foot of the window that a new version is there. @param take loads the page anew, in that version */
export function showNewVersion(store: AppStore, take: () => void): void {
  const place = document.body.appendChild(document.createElement('div'));
  createRoot(place).render(
    <StrictMode>
      <NewVersion store={store} take={take} />
    </StrictMode>,
  );
}

/** Not while anything is trained: it has no hurry. */
export function NewVersion({ store, take }: { store: AppStore; take: () => void }) {
  const [dismissed, setDismissed] = useState(false);
  const busy = useStore(store, (state) => isRunning(state) || state.queue === 'running');
  const shown = !dismissed && !busy;
  // The region is there before its words, so that they are read out.
  return (
    <div className={styles.place} role="status" data-print="hide">
      {shown && (
        <div className={`note ${styles.words}`}>
          <span>A new version is there.</span>
          <button type="button" onClick={take}>
            Load it
          </button>
          <button type="button" onClick={() => setDismissed(true)}>
            Later
          </button>
        </div>
      )}
    </div>
  );
}
