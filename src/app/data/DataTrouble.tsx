import { useParts } from '../store/use-app';
import styles from './data.module.css';

/** What went wrong with the data, or is wanting, wherever the person looks. */
export function DataTrouble() {
  const { dataError, previewError, wantedFile } = useParts('dataError', 'previewError', 'wantedFile');
  if (!dataError && !previewError && !wantedFile) return null;
  return (
    <div className={styles.trouble}>
      {wantedFile && (
        <p className="note">
          This link was made for the file <b>{wantedFile.name}</b>. The link does not contain the file: open it to go on.
        </p>
      )}
      {[dataError, previewError].map(
        (message) =>
          message && (
            <p key={message} className="error" role="alert">
              {message}
            </p>
          ),
      )}
    </div>
  );
}
