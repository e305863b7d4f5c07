import { useParts } from '../store/use-app';
import styles from './notes.module.css';

/** More are folded. */
const MOST_SHOWN = 2;

/** What the page has to say, the latest first: each can be closed, and all at once. */
export function Notes() {
  const { notes, dismissNotes } = useParts('notes', 'dismissNotes');
  if (notes.length === 0) return null;
  const latest = notes.toReversed();
  const several = notes.length > 1;
  const list = (texts: readonly string[]) => (
    <ul>
      {texts.map((text) => (
        <li key={text}>
          {text}
          {several && (
            <button type="button" aria-label={`Close: ${text}`} onClick={() => dismissNotes(text)}>
              ×
            </button>
          )}
        </li>
      ))}
    </ul>
  );
  const folded = latest.slice(MOST_SHOWN);
  return (
    <div className={`note ${styles.notes}`} role="status">
      {list(latest.slice(0, MOST_SHOWN))}
      <button type="button" onClick={() => dismissNotes()}>
        Dismiss{several && ' all'}
      </button>
      {folded.length > 0 && (
        <details>
          <summary>
            {folded.length} earlier {folded.length === 1 ? 'message' : 'messages'}
          </summary>
          {list(folded)}
        </details>
      )}
    </div>
  );
}
