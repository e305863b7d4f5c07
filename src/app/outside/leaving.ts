import { isStored } from '../../runs/record';
import { isRunning } from '../store/selectors';
import type { AppState, AppStore } from '../store/store';

/** More work than this is not lost without a question. */
const MS_TO_LOSE = 60_000;

type Known = Pick<AppState, 'run' | 'library' | 'queue' | 'experimentKept' | 'jobsUnderWay'> & Partial<Pick<AppState, 'scores' | 'unsavedScores'>>;

/**
 * Whether leaving the page loses work: of a run that is not kept on this machine as it goes, or was kept last long ago; or the results of
 * one that could not be kept; or of an experiment under way that is not kept. Who has chosen to keep nothing is asked only while a run goes
 * on. Predictions of new rows are lost while they are made, and until they are saved.
 *
 * @param sinceKept milliseconds since the run was last kept
 */
export function losesWork(state: Known, sinceKept: number): boolean {
  const { scores, unsavedScores } = state;
  if (unsavedScores?.length || scores?.state === 'scoring' || (scores?.state === 'scored' && !scores.saved)) return true;
  const { run, library, queue, experimentKept, jobsUnderWay } = state;
  // Of one that is kept no job is lost, and of those under way no more than of any run.
  const isKept = experimentKept && library?.keeps !== false;
  if (!isKept && (queue === 'running' || jobsUnderWay.length > 0)) return true;
  if (!run || isStored(run)) return false;
  if (isRunning(state)) {
    if (!run.kept || 'trouble' in run.kept) return run.phase !== 'preparing' || run.losses.length > 0;
    return run.phase !== 'paused' && sinceKept > MS_TO_LOSE;
  }
  const isThere = library?.runs.some(({ id }) => id === run.id);
  return run.phase !== 'failed' && library?.keeps === true && library.trouble !== undefined && !isThere;
}

/** Asks before the page goes, where that loses work. */
export function askBeforeLeaving(store: AppStore): void {
  let keptAt = Date.now();
  store.subscribe(({ run }, { run: before }) => {
    if (run?.kept !== before?.kept || run?.id !== before?.id) keptAt = Date.now();
  });
  window.addEventListener('beforeunload', (event) => {
    if (losesWork(store.getState(), Date.now() - keptAt)) event.preventDefault();
  });
}
