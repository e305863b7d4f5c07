import { useEffect, useState } from 'react';
import type { LeakAlarm, LeakReport } from '../../../protocol/columns';
import type { OpenTable } from '../../../protocol/data';
import { rolesByColumn } from '../../store/role-changes';
import type { ColumnRole } from '../../store/roles';
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

/** Asked when the settings are known to make sense, and anew when roles or split change. */
function useLeaks(table: OpenTable): LeakReport | undefined {
  const { preview, problems, roles, config } = useParts('preview', 'problems', 'roles', 'config');
  const session = useSession();
  const [found, setFound] = useState<{ hash: string; report: LeakReport }>();
  const { split } = config;
  const key = JSON.stringify([table.hash, roles, split]);
  // Demo sets are made without such columns.
  const asks = table.source === 'file' && preview !== undefined && problems.length === 0;
  useEffect(() => {
    if (!asks) return;
    let gone = false;
    const [hash, ...of] = JSON.parse(key) as [string, typeof roles, typeof split];
    // What comes late is dropped; what is wrong with the settings is said by the preview.
    session()
      .data.alarms(...of)
      .then(
        (report) => !gone && setFound({ hash, report }),
        () => !gone && setFound(undefined),
      );
    return () => {
      gone = true;
    };
  }, [asks, key, session]);
  if (!found || found.hash !== table.hash) return undefined;
  // Until the answer comes, what was found of columns that are still read holds: nothing flickers.
  const role = rolesByColumn(roles);
  const holds = ({ advice, column }: LeakAlarm) => (advice === 'leave out' ? READ.has(role(column)) : 'ratios' in split && !('timeColumn' in split));
  return { ...found.report, alarms: found.report.alarms.filter(holds) };
}

/** Roles in which the model reads a column. */
const READ: ReadonlySet<ColumnRole> = new Set(['sparse', 'dense', 'domain and sparse', 'domain and dense']);
