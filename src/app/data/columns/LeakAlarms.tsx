import { useEffect, useState } from 'react';
import type { LeakReport } from '../../../protocol/columns';
import type { OpenTable } from '../../../protocol/data';
import { useParts, useSession } from '../../store/use-app';
import styles from './columns.module.css';

/** Columns that give the label away, and a split that does: what was found, and a button that does what is advised. */
export function LeakAlarms({ table, onLeaveOut }: { table: OpenTable; onLeaveOut: (column: string) => void }) {
  const { set } = useParts('set');
  const report = useLeaks(table);
  if (!report || report.alarms.length === 0) return null;
  return (
    <section className={`note ${styles.alarms}`} aria-label="Alarms">
      <ul>
        {report.alarms.map(({ kind, column, message, advice }) => (
          <li key={`${kind} ${column}`}>
            <span>{message}</span>
            {advice === 'leave out' ? (
              <button type="button" onClick={() => onLeaveOut(column)}>
                Leave out {column}
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

/** Asked when the settings are known to make sense, and anew when roles or split change; what comes late is dropped. */
function useLeaks(table: OpenTable): LeakReport | undefined {
  const { preview, problems, roles, config } = useParts('preview', 'problems', 'roles', 'config');
  const session = useSession();
  const [found, setFound] = useState<{ key: string; report: LeakReport }>();
  const { split } = config;
  const key = JSON.stringify([table.hash, roles, split]);
  // Demo sets are made without such columns.
  const asks = table.source === 'file' && preview !== undefined && problems.length === 0;
  useEffect(() => {
    if (!asks) return;
    let gone = false;
    const [, ...of] = JSON.parse(key) as [string, typeof roles, typeof split];
    // What is wrong with the settings is said by the preview.
    session()
      .data.alarms(...of)
      .then(
        (report) => !gone && setFound({ key, report }),
        () => !gone && setFound(undefined),
      );
    return () => {
      gone = true;
    };
  }, [asks, key, session]);
  return asks && found?.key === key ? found.report : undefined;
}
