import { useEffect, useRef } from 'react';
import { withIsolatedQuotes } from '../../../lib/isolated';
import { useAlarms } from '../../store/use-alarms';
import { useParts } from '../../store/use-app';
import styles from './columns.module.css';

/** Columns that give the label away, and a split that does: what was found, and a button that does what is advised. */
export function LeakAlarms({ onLeaveOut }: { onLeaveOut: (column: string) => void }) {
  const { set, leaks, alarmsAsked } = useParts('set', 'leaks', 'alarmsAsked');
  const alarms = useAlarms();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (alarmsAsked === 0) return;
    // The sheet that opens takes the focus for its heading first.
    const asked = setTimeout(() => section.current?.focus());
    return () => clearTimeout(asked);
  }, [alarmsAsked]);
  const report = leaks?.report;
  if (!report || alarms.length === 0) return null;
  return (
    <section ref={section} tabIndex={-1} className={`note ${styles.alarms}`} aria-label="Alarms">
      <ul>
        {alarms.map(({ kind, column, message, advice }) => (
          <li key={`${kind} ${column}`}>
            <span>{withIsolatedQuotes(message)}</span>
            {advice === 'leave out' ? (
              <button type="button" onClick={() => onLeaveOut(column)}>
                Leave out <bdi>{column}</bdi>
              </button>
            ) : (
              <button type="button" onClick={() => set({ split: { timeColumn: column } })}>
                Split by time
              </button>
            )}
          </li>
        ))}
      </ul>
      {report.sampled && <p className="soft">Looked at: a sample of {report.rows.toLocaleString('en')} rows.</p>}
    </section>
  );
}
