import { useEffect, useState } from 'react';
import styles from './App.module.css';
import { DataPanel } from './data/DataPanel';
import { InsidePanel } from './inside/InsidePanel';
import { ModelPanel } from './model/ModelPanel';
import { isRunning } from './store/selectors';
import { useApp } from './store/use-app';
import { PrintedLine } from './theme/PrintedLine';
import { TopBar } from './top-bar/TopBar';
import { TrainPanel } from './train/TrainPanel';
import { WatchPanel } from './watch/WatchPanel';

const SETTINGS = ['data', 'model', 'train'] as const;
type Setting = (typeof SETTINGS)[number];

/** The whole page: what goes in on the left, what comes out on the right; on a phone one below the other. */
export function App() {
  const active = useApp(isRunning);
  const [folded, setFolded] = useState<Record<Setting, boolean>>({ data: false, model: false, train: false });
  // The settings cannot change within a run: they make room for what it shows.
  useEffect(() => setFolded({ data: active, model: active, train: active }), [active]);
  const fold = (panel: Setting) => ({ folded: folded[panel], onFold: (to: boolean) => setFolded({ ...folded, [panel]: to }) });
  return (
    <>
      <PrintedLine />
      <TopBar />
      <Notes />
      <main className={styles.page}>
        <div className={styles.settings} data-print="hide">
          <DataPanel {...fold('data')} />
          <ModelPanel {...fold('model')} />
          <TrainPanel {...fold('train')} />
        </div>
        <div className={styles.results}>
          <WatchPanel />
          <InsidePanel />
        </div>
      </main>
      <footer className={`soft ${styles.footer}`}>
        Your data never leaves this browser: there is no server behind this page. HAMUR: Li et al., <i>Hyper Adapter for Multi-Domain Recommendation</i>, CIKM
        2023.
      </footer>
    </>
  );
}

function Notes() {
  const { notes, dismissNotes } = useApp();
  if (notes.length === 0) return null;
  return (
    <div className={`note ${styles.notes}`} role="status">
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <button type="button" onClick={dismissNotes}>
        Dismiss
      </button>
    </div>
  );
}
