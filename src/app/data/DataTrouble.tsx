import { hostOf } from '../store/reading';
import { useParts } from '../store/use-app';
import styles from './data.module.css';

/** What went wrong with the data, or is wanting, wherever the person looks; with what would mend it. */
export function DataTrouble() {
  const { dataError, previewError, wantedFile, wantedUrl, mends, readAgain, openUrl, opening } = useParts(
    'dataError',
    'previewError',
    'wantedFile',
    'wantedUrl',
    'mends',
    'readAgain',
    'openUrl',
    'opening',
  );
  if (!dataError && !previewError && !wantedFile) return null;
  return (
    <div className={styles.trouble}>
      {wantedFile && wantedUrl && (
        <div className="note row">
          <span>
            This link names data at <b>{hostOf(wantedUrl)}</b>: {wantedUrl}. Nothing has been asked of it yet.
          </span>
          <button type="button" disabled={opening !== undefined} onClick={() => void openUrl(wantedUrl)}>
            Ask {hostOf(wantedUrl)} for it
          </button>
        </div>
      )}
      {wantedFile && !wantedUrl && (
        <p className="note">
          This link was made for the file <b>{wantedFile.name}</b>. The link does not contain the file: open it to go on.
        </p>
      )}
      {dataError && (
        <div className={styles.mendable}>
          <p className="error" role="alert">
            {dataError}
          </p>
          {mends.map(({ text, choices }) => (
            <button key={text} type="button" onClick={() => void readAgain(choices)}>
              {text}
            </button>
          ))}
        </div>
      )}
      {previewError && (
        <p className="error" role="alert">
          {previewError}
        </p>
      )}
    </div>
  );
}
