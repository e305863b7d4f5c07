import { useState } from 'react';
import { MOST_SEEDS } from '../../config/experiment';
import { wholeNumber } from '../../config/whole-number';
import { counted } from '../../lib/counted';
import { errorText } from '../../lib/error-text';
import type { ExperimentRecord, Job, JobProgress, QueuePhase } from '../../runs/experiment/record';
import { MOST_LANES } from '../experiment/lane-count';
import { useParts } from '../store/use-app';
import { timeLeft } from '../top-bar/time-left';
import shared from './compare.module.css';
import styles from './queue.module.css';
import { countJobs } from './result';
import { Waiting } from './Waiting';

/** How far it is, what can be done about it, what is under way, waits or has failed. */
export function QueueStatus({ experiment }: { experiment: ExperimentRecord }) {
  const { queue, jobsUnderWay, secondsLeft, experimentElsewhere, experimentKept, pauseQueue, resumeQueue, stopQueue } = useParts(
    'queue',
    'jobsUnderWay',
    'secondsLeft',
    'experimentElsewhere',
    'experimentKept',
    'pauseQueue',
    'resumeQueue',
    'stopQueue',
  );
  const [refused, setRefused] = useState('');
  const goOn = () => {
    setRefused('');
    resumeQueue().catch((error: unknown) => setRefused(errorText(error)));
  };
  const { jobs } = experiment;
  const count = countJobs(jobs);
  const open = count.waiting + count.training;
  const failed = jobs.filter(({ state }) => state === 'failed');
  return (
    <div className={styles.queue}>
      <div className={styles.status}>
        <span role="status" className={styles.phase}>
          {phaseWords(queue, open, experimentElsewhere)}
        </span>
        <progress max={jobs.length} value={doneOf(count, jobsUnderWay)} aria-label="Progress of the comparison" />
        <span>
          {open === 0 && count.failed === 0 ? `${counted(count.all, 'run')} done` : `${count.done} of ${counted(count.all, 'run')} done`}
          {count.failed > 0 && `, ${count.failed} failed`}
        </span>
        <span>
          {queue === 'running' && open > 0 && secondsLeft !== undefined && `${count.done > 0 ? 'about' : 'at most about'} ${timeLeft(secondsLeft)} left`}
        </span>
        {open > 0 && !experimentElsewhere && (
          <span className={styles.buttons}>
            {queue === 'running' ? (
              <button type="button" onClick={pauseQueue}>
                Pause
              </button>
            ) : (
              <button type="button" onClick={goOn}>
                Go on
              </button>
            )}
            <button type="button" disabled={queue !== 'running' || count.waiting === 0} onClick={stopQueue}>
              Stop after {jobsUnderWay.length > 1 ? 'these' : 'this one'}
            </button>
          </span>
        )}
      </div>
      {refused && (
        <p className="error" role="alert">
          {refused}
        </p>
      )}
      {jobsUnderWay.length > 0 && open > 0 && <UnderWay jobs={jobsUnderWay} resting={queue === 'paused'} />}
      {experimentElsewhere && <p className="note">Here these runs are only shown: the tab that trains them can pause and stop them.</p>}
      {!experimentKept && <p className="note">It is not kept on this machine: a reload or a closed tab loses it.</p>}
      {failed.length > 0 && <Failures jobs={failed} onTryAgain={open === 0 && !experimentElsewhere ? goOn : undefined} />}
      {count.waiting > 0 && <Waiting jobs={jobs} mayMove={!experimentElsewhere} />}
      {!experimentElsewhere && (
        <div className={styles.further}>
          <AddSeeds jobs={jobs} />
          {open > 0 && <Lanes />}
        </div>
      )}
    </div>
  );
}

function phaseWords(queue: QueuePhase, open: number, elsewhere: boolean): string {
  if (open === 0) return 'Done';
  if (elsewhere) return 'Training in another tab';
  return { idle: 'Not under way', running: 'Training', paused: 'Paused', stopping: 'Stopping after those under way' }[queue];
}

/** A run that is under way counts for the part that it has. */
function doneOf(count: { done: number; failed: number }, underWay: readonly JobProgress[]): number {
  return count.done + count.failed + underWay.reduce((sum, { epoch, epochs }) => sum + (epochs > 0 ? Math.min(1, epoch / epochs) : 0), 0);
}

function UnderWay({ jobs, resting }: { jobs: readonly JobProgress[]; resting: boolean }) {
  return (
    <ul className={styles.underWay} aria-label="Runs under way">
      {jobs.map(({ contestant, seed, epoch, epochs, secondsLeft }) => (
        <li key={`${contestant} ${seed}`}>
          <span className={styles.who}>
            <bdi>{contestant}</bdi>, seed {seed}
          </span>
          <progress max={epochs} value={epoch} aria-label={`Progress of ${contestant}, seed ${seed}`} />
          <span className="soft">
            epoch {Math.floor(epoch)} of at most {epochs}
            {!resting && secondsLeft !== undefined && `, at most ${timeLeft(secondsLeft)} left`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** @param onTryAgain none while others are still to come: they come first */
function Failures({ jobs, onTryAgain }: { jobs: readonly Job[]; onTryAgain: (() => void) | undefined }) {
  return (
    <div className="error">
      <ul className={styles.failures} aria-label="Runs that failed">
        {jobs.map(({ contestant, seed, message }) => (
          <li key={`${contestant} ${seed}`}>
            <bdi>{contestant}</bdi>, seed {seed}, failed: {message ?? 'it is not known why'}
          </li>
        ))}
      </ul>
      <p>
        The table is of those that are done.{' '}
        {onTryAgain && (
          <button type="button" onClick={onTryAgain}>
            Try again
          </button>
        )}
      </p>
    </div>
  );
}

/** How many runs are trained at once: it changes how long they take, and nothing else. */
function Lanes() {
  const { lanes, setLanes } = useParts('lanes', 'setLanes');
  const most = Math.max(MOST_LANES, lanes);
  return (
    <label className={styles.addSeeds}>
      Runs side by side
      <select value={lanes} onChange={(event) => setLanes(Number(event.target.value))}>
        {Array.from({ length: most }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are counted.
          <option key={i}>{i + 1}</option>
        ))}
      </select>
    </label>
  );
}

/** More seeds, later. */
function AddSeeds({ jobs }: { jobs: readonly Job[] }) {
  const { addSeeds } = useParts('addSeeds');
  const [text, setText] = useState('10');
  const [refused, setRefused] = useState('');
  const seeds = new Set(jobs.map(({ seed }) => seed)).size;
  const room = MOST_SEEDS - seeds;
  const count = Number(wholeNumber(text) ?? Number.NaN);
  const fits = count >= 1 && count <= room;
  return (
    <form
      className={styles.addSeeds}
      onSubmit={(event) => {
        event.preventDefault();
        setRefused('');
        addSeeds(count).catch((error: unknown) => setRefused(errorText(error)));
      }}
    >
      <label>
        {counted(seeds, 'seed')}. More seeds: <input value={text} inputMode="numeric" onChange={(event) => setText(event.target.value)} aria-invalid={!fits} />
      </label>
      <button type="submit" disabled={!fits}>
        Add
        <span className="hidden"> so many seeds</span>
      </button>
      {room === 0 ? <span className="soft">{MOST_SEEDS} are the most.</span> : !fits && <span className={shared.problem}>From 1 to {room}.</span>}
      {refused && (
        <span className={shared.problem} role="alert">
          {refused}
        </span>
      )}
    </form>
  );
}
