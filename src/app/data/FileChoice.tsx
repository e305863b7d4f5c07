import { useEffect, useRef, useState } from 'react';
import { errorText } from '../../lib/error-text';
import { FileInput } from '../parts/FileInput';
import { pointedTo } from '../store/file-pointers';
import { useParts } from '../store/use-app';
import styles from './data.module.css';
import { droppedFiles } from './dropped-files';

/** Endings of what can be read. A file of another name can be dropped. */
export const ACCEPT =
  '.csv,.tsv,.tab,.txt,.dat,.data,.base,.test,.inter,.item,.user,.genre,.net,.json,.jsonl,.ndjson,.parquet,.gz,.zip,.hamur-link,.safetensors,text/*,application/json,application/gzip,application/zip';

/** Opens files: chosen by a button, or dropped anywhere on the page. While something is read, the button gives that up. */
export function FileChoice() {
  const { openFiles, opening, cancelOpen } = useParts('openFiles', 'opening', 'cancelOpen');
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={styles.open}
        title={opening ? undefined : 'One file, or several that belong together'}
        onClick={() => (opening ? cancelOpen() : void choose(() => chooser.current?.click(), openFiles))}
      >
        {opening ? 'Cancel' : 'Open files'}
      </button>
      <FileInput chooser={chooser} id="data-file" accept={ACCEPT} onFiles={openFiles} />
      <DropOnPage onFiles={openFiles} />
    </>
  );
}

/** What Chromium has for it, which TypeScript does not know of yet. */
type Picker = (how: { multiple: true; id: string }) => Promise<FileSystemFileHandle[]>;

/** Has files chosen, where the browser can do so with pointers to where they are. @param plainly the way of all browsers */
async function choose(plainly: () => void, take: (files: File[]) => Promise<void>): Promise<void> {
  const { showOpenFilePicker: pick } = window as { showOpenFilePicker?: Picker };
  if (!pick) return plainly();
  try {
    const pointers = await pick({ multiple: true, id: 'data' });
    await take(await Promise.all(pointers.map(async (pointer) => pointedTo(await pointer.getFile(), pointer))));
  } catch (error) {
    // Who closes the list wants nothing. A page within another may not show it.
    if (!(error instanceof DOMException && error.name === 'AbortError')) plainly();
  }
}

/** While files are held over the page it says that they may be let go. */
function DropOnPage({ onFiles }: { onFiles: (files: File[]) => Promise<void> }) {
  const { note } = useParts('note');
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
      if (event.dataTransfer) droppedFiles(event.dataTransfer).then(onFiles, (error) => note(`What was dropped cannot be read: ${errorText(error)}`));
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('dragleave', onDragLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('dragleave', onDragLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, [onFiles, note]);
  return over ? <p className={styles.over}>Let go to open: a file, several, or a folder. They stay on this machine.</p> : null;
}
