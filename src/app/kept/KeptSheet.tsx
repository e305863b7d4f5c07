import { useEffect, useRef } from 'react';
import type { Library } from '../../protocol/library';
import { sizeText } from '../data/file-draft';
import { Sheet } from '../parts/Sheet';
import { useParts } from '../store/use-app';
import { KeepNothing } from './KeepNothing';
import { KeptDataTable, KeptRunTable } from './KeptTables';
import styles from './kept.module.css';
import { shareText, sumText } from './texts';

/** Runs and data that are kept on this machine, and whether anything is. */
export function KeptSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { library, readLibrary } = useParts('library', 'readLibrary');
  useEffect(() => {
    if (open) void readLibrary();
  }, [open, readLibrary]);
  return (
    <Sheet
      title="Kept on this machine"
      open={open}
      onClose={onClose}
      aboutTitle="What is kept, and where"
      about={
        <>
          <p>
            Kept are the runs that you train, with settings, curves and all that Inside shows; the files that you open, or where the browser can do so, only
            where a large file is; and how the page was left. All of it lies in this browser’s storage for this page, on this machine. Nothing is sent anywhere.
          </p>
          <p>
            After a reload the page stands as it was. A link says what it says: its settings come first, and its files are opened by themselves only where the
            very same ones are kept. Clearing the site’s data in the browser removes everything.
          </p>
        </>
      }
    >
      {library ? <Shelf library={library} /> : <p className="soft">Asking the worker …</p>}
    </Sheet>
  );
}

function Shelf({ library }: { library: Library }) {
  const { runs, data, trouble, unkept, keeps } = library;
  const some = runs.length + data.length > 0;
  return (
    <div className="stack">
      {trouble && (
        <p className="note" role="status">
          {trouble.words}
        </p>
      )}
      {unkept.map((each) => (
        <p key={each} className="note">
          {each}
        </p>
      ))}
      {keeps ? <Sum library={library} /> : <p>Nothing is kept: a reload or a closed tab loses runs and files.</p>}
      <Removed />
      {some && (
        <div className={styles.lists}>
          {runs.length > 0 && <KeptRunTable library={library} />}
          {data.length > 0 && <KeptDataTable library={library} />}
        </div>
      )}
      {trouble?.kind !== 'refused' && <KeepNothing library={library} />}
    </div>
  );
}

/** How much there is, and whether it stays. */
function Sum({ library }: { library: Library }) {
  const { askPersistence, persistenceAsked } = useParts('askPersistence', 'persistenceAsked');
  const { runs, data, bytes, quota, persisted } = library;
  if (runs.length + data.length === 0)
    return <p>Nothing is here yet. Runs come here when they end, and files when they are opened, so that a reload or a closed tab loses nothing.</p>;
  return (
    <div className="row">
      <p>
        {sumText(library)}, {sizeText(bytes)}
        {quota !== undefined && quota > 0 && `: ${shareText(bytes, quota)} of the ${sizeText(quota)} that the browser allows this page`}.{' '}
        {persisted
          ? 'The browser has promised to delete none of it by itself.'
          : `The browser may delete it when room on the disk is short${persistenceAsked ? '. It was asked not to, and has not promised' : ''}.`}
      </p>
      {!persisted && (
        <button type="button" onClick={() => void askPersistence()}>
          Ask the browser to let it stay
        </button>
      )}
    </div>
  );
}

/** What was taken off the list last, as long as it can be brought back. */
function Removed() {
  const { removed, bringBackKept } = useParts('removed', 'bringBackKept');
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The button that was pressed is gone with its row.
    if (removed) undo.current?.focus();
  }, [removed]);
  return (
    <div className={`row ${styles.removed}`}>
      <span role="status">{removed && `${removed.what} is removed.`}</span>
      {removed && (
        <button ref={undo} type="button" onClick={() => void bringBackKept()}>
          Undo
        </button>
      )}
    </div>
  );
}
