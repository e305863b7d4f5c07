import { memo } from 'react';
import { isRunning } from '../store/selectors';
import { useApp } from '../store/use-app';
import { useRunsActions } from './actions';
import type { ListedRun } from './listed';
import styles from './runs.module.css';

/** What can be done with one run. @param name so that each button has a name of its own */
export const RunActions = memo(function RunActions({ run: { id, where, elsewhere }, name }: { run: ListedRun; name: string }) {
  const { openRun, removeRuns } = useRunsActions();
  const running = useApp(isRunning);
  const isOpen = useApp(({ run }) => run?.id === id);
  const hindrance = running ? 'A run is still going on. Stop it first.' : isOpen ? 'It is on the page.' : undefined;
  return (
    <span className={styles.actions}>
      <button type="button" disabled={hindrance !== undefined} title={hindrance} onClick={() => void openRun(id)}>
        {elsewhere ? 'Follow' : 'Open'}
        <span className="hidden"> {name}</span>
      </button>
      {where !== 'page' && (
        <button type="button" onClick={() => void removeRuns([id], `The run “${name}”`)}>
          Remove<span className="hidden"> {name}</span>
        </button>
      )}
    </span>
  );
});
