import type { KeptRun } from '../../protocol/library';
import { experimentOf } from '../../runs/experiment/run-id';
import { isActive, isFollowed, type RunRecord } from '../../runs/record';
import { nearestStored, ofSameData, type StoredRun, storedOf, trainAlike } from '../../runs/stored';
import { titleOf } from '../parts/problems';
import type { AppState } from './store';

/** Whether a run is still going on, in this tab. */
export function isRunning({ run }: Pick<AppState, 'run'>): boolean {
  return run !== undefined && isActive(run) && !isFollowed(run);
}

/** Whether the run on the page is trained by another tab, or by a lane of this tab's own experiment. */
export function isFollowing({ run }: Pick<AppState, 'run'>): boolean {
  return run !== undefined && isFollowed(run);
}

/** Whether the experiment that was removed last is what comes back: whatever was removed after it has made that final. */
export function isExperimentToBringBack({ removed, removedExperiment }: Pick<AppState, 'removed' | 'removedExperiment'>): boolean {
  return removedExperiment !== undefined && removed?.keys.experiments?.includes(removedExperiment) === true;
}

/** Whether a lane of this tab's own experiment trains a run: to the worker of the page that is as far away as another tab. */
export function isOfOwnLane(
  { experiment, experimentElsewhere }: Pick<AppState, 'experiment' | 'experimentElsewhere'>,
  run: { [K in 'elsewhere' | 'experiment']?: KeptRun[K] | undefined },
): boolean {
  return run.elsewhere === true && run.experiment !== undefined && run.experiment === experiment?.id && !experimentElsewhere;
}

/** Whether the run on the page is followed, and it is a lane of this tab's own experiment that trains it. */
export function isFollowingOwnLane(state: Pick<AppState, 'run' | 'experiment' | 'experimentElsewhere'>): boolean {
  const { run } = state;
  return run !== undefined && isFollowed(run) && isOfOwnLane(state, { elsewhere: true, experiment: experimentOf(run.id) });
}

type Showing = Pick<AppState, 'run' | 'storedRuns' | 'config' | 'lastShown' | 'endedAmid'> & Partial<Pick<AppState, 'received'>>;

/**
 * The run that is shown: one's own while it is under way, and afterwards while the settings are its own, or are still those amid which it
 * ended; else the one that came with the link, or the stored run of the settings on the page. Where there is neither, what was shown last,
 * or else the stored run that is nearest, or else whatever there is.
 */
export function shownRun(state: Showing): RunRecord | undefined {
  const { storedRuns, config } = state;
  const stored = (run: StoredRun | undefined) => (run ? storedRuns[run.name] : undefined);
  return (
    ownRun(state) ??
    sentRun(state) ??
    stored(storedOf(config)) ??
    shownLast(state) ??
    stored(nearestStored(config)) ??
    Object.values(storedRuns).at(-1) ??
    state.run
  );
}

/** The run that came with the link, while the settings are its own. */
export function sentRun({ received, config }: Showing): RunRecord | undefined {
  return received?.run && trainAlike(received.run.config, config) ? received.run : undefined;
}

/** One's own run, where it is what the page is about. */
export function ownRun({ run, config, endedAmid }: Showing): RunRecord | undefined {
  if (!run || isActive(run)) return run;
  // One that was stopped before its first step has nothing to show.
  const bare = run.phase === 'stopped' && run.losses.length === 0 && run.epochs.length === 0;
  return !bare && [run.config, endedAmid].some((each) => each && trainAlike(each, config)) ? run : undefined;
}

function shownLast({ run, storedRuns, lastShown }: Showing): RunRecord | undefined {
  if (lastShown === undefined) return undefined;
  // What failed is told where it failed, and nowhere else.
  return run?.id === lastShown && run.phase !== 'failed' ? run : storedRuns[lastShown];
}

/** How a run that is shown, and no longer under way, is not that of the page: it is of other data, or of the same with other settings. */
export function ghostOf(state: Showing & Pick<AppState, 'table' | 'problems'>): 'data' | 'settings' | undefined {
  const shown = shownRun(state);
  if (shown === undefined || isActive(shown)) return undefined;
  // While settings are wrong, such as where no column is known to be the label, the configuration may be that of data which were open before.
  const { table, problems } = state;
  if (problems.length > 0 && table && shown.data && shown.data.hash !== table.hash) return 'data';
  if (trainAlike(shown.config, state.config)) return undefined;
  return ofSameData(shown.config, state.config) ? 'settings' : 'data';
}

/** Whether the run that is under way has other settings than those on the page: these then count for the next one. */
export function countForNext({ run, config }: Pick<AppState, 'run' | 'config'>): boolean {
  return run !== undefined && isActive(run) && !trainAlike(run.config, config);
}

/** The file of row numbers, where it is the one that the settings name. */
export function namedRowsFile({ rowsFile, config: { split } }: Pick<AppState, 'rowsFile' | 'config'>): File | undefined {
  return rowsFile && 'rowsFile' in split && split.rowsFile === rowsFile.name ? rowsFile : undefined;
}

/** Whether there may be something that `DataTrouble` says. */
export const mayBeTrouble = ({
  dataError,
  previewError,
  wanted,
  table,
  roles,
}: Pick<AppState, 'dataError' | 'previewError' | 'wanted' | 'table' | 'roles'>): boolean =>
  Boolean(dataError || previewError || wanted || (table && roles.label.column === ''));

/** Settings that are wrong and named; the others are counted. */
const MOST_NAMED = 5;

/** Why Train cannot be pressed, if so: a clause. */
export function hindranceOf({
  opening,
  table,
  problems,
  previewError,
  roles,
}: Pick<AppState, 'opening' | 'table' | 'problems' | 'previewError' | 'roles'>): string | undefined {
  if (opening) return 'the data are still being read.';
  if (!table) return 'open data first.';
  if (roles.label.column === '') return 'say which column is the label.';
  // What is wrong with them stands beside them.
  const wrong = [...new Set(problems.map(({ path }) => titleOf(path)))];
  const more = wrong.length - MOST_NAMED;
  const named = more > 0 ? [...wrong.slice(0, MOST_NAMED), `${more} more`] : wrong;
  return wrong.length > 0 ? `${named.join(', ')} cannot be used as ${wrong.length > 1 ? 'they are' : 'it is'}.` : previewError;
}

/** Whether Train can be pressed. */
export function mayTrain(state: Parameters<typeof isRunning>[0] & Parameters<typeof hindranceOf>[0]): boolean {
  return !isRunning(state) && !isFollowing(state) && hindranceOf(state) === undefined;
}
