import { isFollowed, isStored, type RunRecord } from '../../runs/record';
import { hindranceOf, isRunning } from '../store/selectors';
import { useApp } from '../store/use-app';

/** Why nothing can be asked of a run's model; where that model is not in this browser, a button that trains one which can be asked. */
export function NoModel({ run, reason }: { run: RunRecord; reason: string }) {
  const train = useApp((state) => state.train);
  const hindered = useApp((state) => isRunning(state) || hindranceOf(state) !== undefined);
  return (
    <div className="row">
      <p>{reason}</p>
      {isStored(run) && !isFollowed(run) && (
        <button type="button" className="primary" disabled={hindered} onClick={() => void train()}>
          Train a model to ask
        </button>
      )}
    </div>
  );
}
