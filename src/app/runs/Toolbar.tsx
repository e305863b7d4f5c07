import { FlagField } from '../parts/FlagField';
import { useLook, useRunsActions } from './actions';
import type { RunColumn } from './columns';
import { dataOf } from './filter';
import type { ListedRun } from './listed';
import styles from './runs.module.css';

/** What of the runs is shown, and how. @param shown how many are found */
export function Toolbar({ all, columns, shown }: { all: readonly ListedRun[]; columns: readonly RunColumn[]; shown: number }) {
  const look = useLook();
  const { lookAtRuns } = useRunsActions();
  const data = dataOf(all);
  return (
    <div className={styles.toolbar}>
      <label className="row">
        Find
        <input type="search" value={look.text} placeholder="name, data or note" onChange={({ target }) => lookAtRuns({ text: target.value })} />
      </label>
      {data.length > 1 && (
        <label className="row">
          Data
          <select value={look.data} onChange={({ target }) => lookAtRuns({ data: target.value })}>
            <option value="">all</option>
            {data.map(({ hash, title }) => (
              <option key={hash} value={hash}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <FlagField label="Starred only" value={look.starred} onChange={(starred) => lookAtRuns({ starred })} />
      <FlagField label="Group seeds" value={look.grouped} onChange={(grouped) => lookAtRuns({ grouped })} />
      <span className="soft" role="status">
        {shown === all.length ? `${counted(all.length)} ${all.length === 1 ? 'run' : 'runs'}` : `${counted(shown)} of ${counted(all.length)} runs`}
      </span>
      <details className={styles.columns}>
        <summary>Columns</summary>
        <div className={styles.choices}>
          {columns.map(({ id, title, usual }) => (
            <FlagField
              key={id}
              label={title}
              value={look.columns[id] ?? usual}
              onChange={(on) => lookAtRuns({ columns: { ...look.columns, [id]: on }, page: look.page })}
            />
          ))}
        </div>
      </details>
    </div>
  );
}

const counted = (count: number) => count.toLocaleString('en');
