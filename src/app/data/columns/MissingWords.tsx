import type { ColumnProfile } from '../../../protocol/columns';
import { useParts } from '../../store/use-app';
import styles from './columns.module.css';
import { suspects } from './suspects';

/** Values that look like words for a missing one: the question, one press that answers it, and the way back. */
export function MissingWords({ columns }: { columns: readonly ColumnProfile[] }) {
  const { missingSaid, sayMissing, undoMissing } = useParts('missingSaid', 'sayMissing', 'undoMissing');
  const found = suspects(columns);
  return (
    <>
      {found.length > 0 && (
        <ul className={`note ${styles.words}`} aria-label="Words that may mean a missing value">
          {found.map(({ word, said }) => (
            <li key={word}>
              <span>
                Does “{word}” mean that a value is missing? {said}
              </span>
              <button type="button" onClick={() => sayMissing(word, true)}>
                “{word}” means missing
              </button>
            </li>
          ))}
        </ul>
      )}
      <div role="status" className={missingSaid ? `note ${styles.changed}` : undefined}>
        {missingSaid && (
          <>
            <span>
              {missingSaid.means ? `“${missingSaid.word}” means missing now, in every column.` : `“${missingSaid.word}” is a value like any other now.`}
            </span>
            <button type="button" onClick={undoMissing}>
              Undo<span className="hidden"> what “{missingSaid.word}” means</span>
            </button>
          </>
        )}
      </div>
    </>
  );
}
