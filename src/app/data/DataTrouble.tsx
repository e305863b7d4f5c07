import { useParts } from '../store/use-app';
import { WhichLabel } from './columns/WhichLabel';
import styles from './data.module.css';

/** What went wrong with the data, or is wanting, wherever the person looks. */
export function DataTrouble() {
  const { dataError, previewError, wantedFile, table, opening, roles } = useParts('dataError', 'previewError', 'wantedFile', 'table', 'opening', 'roles');
  const asksForLabel = table !== undefined && opening === undefined && roles.label.column === '';
  if (!dataError && !previewError && !wantedFile && !asksForLabel) return null;
  return (
    <div className={styles.trouble}>
      {asksForLabel && <WhichLabel />}
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
