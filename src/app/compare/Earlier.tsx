import { useEffect } from 'react';
import { counted } from '../../lib/counted';
import { dateText } from '../kept/texts';
import { Table } from '../parts/Table';
import { isExperimentToBringBack } from '../store/selectors';
import { useParts } from '../store/use-app';
import styles from './compare.module.css';

/** Comparisons that are kept on this machine. */
export function Earlier() {
  const { experiments, experiment, removed, removedExperiment, readExperiments, openExperiment, removeExperiment, bringBackExperiment } = useParts(
    'experiments',
    'experiment',
    'removed',
    'removedExperiment',
    'readExperiments',
    'openExperiment',
    'removeExperiment',
    'bringBackExperiment',
  );
  useEffect(() => void readExperiments(), [readExperiments]);
  const others = experiments.filter(({ id }) => id !== experiment?.id);
  const undoable = isExperimentToBringBack({ removed, removedExperiment });
  if (others.length === 0 && !undoable) return null;
  return (
    <details className={styles.earlier} open={undoable || undefined}>
      <summary>{counted(others.length, 'earlier comparison')}</summary>
      {undoable && (
        <p className="note" role="status">
          The comparison was removed.{' '}
          <button type="button" onClick={() => void bringBackExperiment()}>
            Undo
          </button>
        </p>
      )}
      {others.length > 0 && (
        <Table
          caption="Earlier comparisons"
          shape="wide"
          columns={['Data', 'Contestants', { head: 'Seeds', number: true }, { head: 'Runs', number: true }, 'Began', '']}
          rows={others.map(({ id, began, dataName, contestants, seeds, done, jobs }) => {
            const of = `${dataName}, ${dateText(began)}`;
            return {
              key: id,
              cells: [
                <bdi key="data">{dataName}</bdi>,
                contestants.join(' · '),
                seeds,
                done < jobs ? `${done} of ${jobs}` : jobs,
                dateText(began),
                <span key="actions" className={styles.buttons}>
                  <button type="button" onClick={() => void openExperiment(id)}>
                    Open<span className="hidden"> {of}</span>
                  </button>
                  <button type="button" onClick={() => void removeExperiment(id)}>
                    Remove<span className="hidden"> {of}</span>
                  </button>
                </span>,
              ],
            };
          })}
        />
      )}
    </details>
  );
}
