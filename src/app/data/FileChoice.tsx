import { useEffect, useRef, useState } from 'react';
import { FileInput } from '../parts/FileInput';
import { useParts } from '../store/use-app';
import styles from './data.module.css';

/** Endings of what can be read. A file of another name can be dropped. */
const ACCEPT =
  '.csv,.tsv,.tab,.txt,.dat,.data,.base,.test,.inter,.item,.user,.net,.json,.jsonl,.ndjson,.parquet,.gz,.zip,text/*,application/json,application/gzip,application/zip';

/** Opens a file: chosen by a button, or dropped anywhere on the page. While something is read, the button gives that up. */
export function FileChoice() {
  const { openFile, opening, cancelOpen } = useParts('openFile', 'opening', 'cancelOpen');
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={styles.open} onClick={() => (opening ? cancelOpen() : chooser.current?.click())}>
        {opening ? 'Cancel' : 'Open a file'}
      </button>
      <FileInput chooser={chooser} id="data-file" accept={ACCEPT} onFile={openFile} />
      <DropOnPage onFile={openFile} />
    </>
  );
}

/** While a file is held over the page it says that it may be let go. */
function DropOnPage({ onFile }: { onFile: (file: File) => Promise<void> }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holdsFile = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    // Between two elements of the page `dragleave` comes too, but then it names the one that is entered.
    const onDragLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) void onFile(file);
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('dragleave', onDragLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('dragleave', onDragLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, [onFile]);
  return over ? <p className={styles.over}>Let go to open the file. It stays on this machine.</p> : null;
}
