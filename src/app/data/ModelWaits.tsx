import { useParts } from '../store/use-app';
import styles from './data.module.css';

/** A model that was opened, and cannot come before its data are there. */
export function ModelWaits() {
  const { waitingModel, goOnWithModel, forgetModel, table, opening, seeking } = useParts(
    'waitingModel',
    'goOnWithModel',
    'forgetModel',
    'table',
    'opening',
    'seeking',
  );
  // Data that are on their way need no word.
  if (!waitingModel || opening || seeking) return null;
  const { file, stated } = waitingModel;
  return (
    <div className={`note row ${styles.waits}`} role="status" data-print="hide">
      <span>
        <b>{file.name}</b>{' '}
        {stated?.by === 'metadata' ? (
          <>
            waits for <b>{stated.data.name}</b>, on which it was trained. Open that: then it comes.
          </>
        ) : (
          'waits for the data on which it was trained, of which it does not say the name. Open them: then it comes.'
        )}
      </span>
      {table && (
        <button type="button" onClick={() => void goOnWithModel()}>
          Try it on {table.name}
        </button>
      )}
      <button type="button" onClick={forgetModel}>
        Forget it
      </button>
    </div>
  );
}
