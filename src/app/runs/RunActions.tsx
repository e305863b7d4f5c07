import { memo } from 'react';
import { isOfOwnLane, isRunning } from '../store/selectors';
import { useApp } from '../store/use-app';
import { useRunsActions } from './actions';
import type { ListedRun } from './listed';
import { openHindrance } from './run-texts';
import styles from './runs.module.css';

/** What can be done with one run. @param name so that each button has a name of its own */
export const RunActions = memo(function RunActions({ run, name }: { run: ListedRun; name: string }) {
  const { id, where, elsewhere } = run;
  const { openRun, removeRuns } = useRunsActions();
  const running = useApp(isRunning);
  const ownLane = useApp((state) => isOfOwnLane(state, run));
  const isOpen = useApp((state) => state.run?.id === id);
  const hindrance = openHindrance({ running, isOpen, ownLane });
  return (
    <span className={styles.actions}>
      <button type="button" disabled={hindrance !== undefined} title={hindrance} onClick={() => void openRun(id)}>
        {elsewhere && !ownLane ? 'Follow' : 'Open'}
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
