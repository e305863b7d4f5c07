import { progressOf } from '../../runs/progress';
import { isFollowed, type RunRecord } from '../../runs/record';
import { isSent } from '../../runs/snapshot/sent';
import { comesWithPage } from '../../runs/stored';
import { modelName } from '../../runs/words/names';
import { alarmCount } from '../store/leaks';
import { hindranceOf, isFollowingOwnLane, isRunning, shownRun } from '../store/selectors';
import { useAlarms } from '../store/use-alarms';
import { useApp, useParts } from '../store/use-app';
import { endedText } from './ended-text';
import styles from './Progress.module.css';
import { timeLeft } from './time-left';

const PHASES: Record<RunRecord['phase'], string> = {
  preparing: 'Preparing',
  training: 'Training',
  evaluating: 'Testing',
  paused: 'Paused',
  done: 'Done',
  stopped: 'Stopped',
  failed: 'Failed',
};

/**
 * How far the run is, in one line whose parts keep their places.
 *
 * @param saidBelow whether `DataTrouble` stands on the page too, which says in full what is wrong with the data
 */
export function Progress({ saidBelow = false }: { saidBelow?: boolean }) {
  const run = useApp(shownRun);
  const wanted = useApp((state) => state.config.train.epochs);
  const hindrance = useApp(hindranceOf);
  const active = useApp(isRunning);
  const ownLane = useApp(isFollowingOwnLane);
  const alarms = useAlarms();
  const { cutOff, dropped, previewError } = useParts('cutOff', 'dropped', 'previewError');
  if (run && isFollowed(run))
    return (
      <p className={`soft ${styles.words}`}>
        Trained {ownLane ? 'by the comparison' : 'in another tab'}, followed here: {run.phase === 'paused' ? 'paused at ' : ''}epoch{' '}
        {roundedEpoch(progressOf(run).epoch)} of {run.config.train.epochs}.
      </p>
    );
  const goesOn = cutOff !== undefined && run?.id === cutOff.id && !active;
  const own = run !== undefined && !comesWithPage(run) && !isSent(run);
  if (hindrance && !active)
    return (
      <p className={`soft ${styles.words}`}>
        {own && !goesOn && (
          <span role="status" className={styles.phase}>
            {PHASES[run.phase]}
          </span>
        )}
        <span>Train cannot start yet: {saidBelow && hindrance === previewError ? 'the settings do not fit the data.' : hindrance}</span>
      </p>
    );
  if (goesOn)
    return (
      <p className={`soft ${styles.words}`}>
        This run was cut off at epoch {roundedEpoch(cutOff.epoch)} of {run.config.train.epochs}. Go on takes it to the same end.
      </p>
    );
  if (dropped && run?.id !== dropped.run.id) return <p className={`soft ${styles.words}`}>The run is off the page. Undo brings it back as it was.</p>;
  if (!own)
    return (
      <p className={`soft ${styles.words}`}>
        Ready. At most {wanted} epochs.{alarms.length > 0 && ` Before you train: ${alarmCount(alarms)} on the data.`}
      </p>
    );
  const { epochs, done, variant, epoch, rowsPerSecond, secondsLeft } = progressOf(run);
  const ended = endedText(run);
  return (
    <div className={styles.progress}>
      <span role="status" className={styles.phase}>
        {PHASES[run.phase]}
      </span>
      <progress max={epochs} value={done} aria-label="Progress of the run" />
      {ended ? (
        <span className={`soft ${styles.ended}`}>{ended}</span>
      ) : (
        <>
          <span className={`soft ${styles.epoch}`}>
            {epoch === 0 ? `at most ${epochs} epochs` : `epoch ${epoch} of ${epochs} · ${variant === 'baseline' ? 'backbone' : modelName(run)}`}
          </span>
          <span className={`soft ${styles.rate}`}>
            {rowsPerSecond !== undefined && rowsPerSecond > 0 && `${Math.round(rowsPerSecond).toLocaleString('en')} rows/s`}
          </span>
          <span className={`soft ${styles.left}`}>{secondsLeft !== undefined && `at most ${timeLeft(secondsLeft)} left`}</span>
        </>
      )}
    </div>
  );
}

const roundedEpoch = (epoch: number) => Number(epoch.toFixed(1));
