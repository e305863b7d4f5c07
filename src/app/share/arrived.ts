import { fromLink } from '../../config/link';
import { errorText } from '../../lib/error-text';
import { isActive, type RunRecord } from '../../runs/record';
import { experimentOfSnapshot } from '../../runs/snapshot/experiment';
import { settingsMark } from '../../runs/snapshot/mark';
import { unpacked } from '../../runs/snapshot/text';
import { runOfSnapshot } from '../../runs/snapshot/to-run';
import { trainAlike } from '../../runs/stored';
import { shownRun } from '../store/selectors';
import { linkOf } from '../store/settings';
import type { AppStore } from '../store/store';
import { LONGEST_SHARED } from './link-of';
import { type Look, readLook } from './look';

/**
 * Takes up what came with a link beside its settings, which are on the page already.
 *
 * @param link the settings as they came
 * @param text the rest
 */
export function arrived(store: AppStore, link: string, text: string): void {
  const { look, result, notes } = readLook(text);
  for (const note of notes) store.getState().note(note);
  if (result !== undefined) receive(store, link, result);
  takeLook(store, look);
}

/** Shows a result that came with the settings on the page; where it cannot be shown, says why. */
function receive(store: AppStore, link: string, text: string): void {
  const { config, note } = store.getState();
  try {
    const snapshot = unpacked(text);
    if (snapshot.settings !== settingsMark(link) || fromLink(link).notes.length > 0) {
      note('The result in the link is of other settings than those that the link states, so it is not shown.');
      return;
    }
    const own = linkOf(config);
    store.setState({
      received: {
        snapshot,
        text: text.length + own.length <= LONGEST_SHARED ? text : undefined,
        link: own,
        ...(snapshot.kind === 'run' ? { run: runOfSnapshot(snapshot, config) } : { experiment: experimentOfSnapshot(snapshot, config) }),
      },
    });
  } catch (error) {
    note(`The result in the link cannot be shown: ${errorText(error)}`);
  }
}

/** What is looked at. Places in a run are taken up when one of these settings is there, unless the person goes elsewhere by then. */
function takeLook(store: AppStore, { view, sheet, moment, adapter, selected, row, walk, beside, step }: Look): void {
  // The link is an entry of the history already.
  if (view !== undefined) store.setState({ view });
  if (sheet !== undefined) store.getState().openSheet(sheet);
  if (adapter !== undefined) store.setState({ adapter });
  if (step !== undefined) store.getState().walkTo(step);
  if (moment === undefined && !selected && row === undefined && walk === undefined && !beside) return;
  const { config } = store.getState();
  const place = (): RunRecord | undefined => {
    const run = shownRun(store.getState());
    return run && !isActive(run) && run.looks.length > 0 && trainAlike(run.config, config) ? run : undefined;
  };
  const take = (run: RunRecord) => {
    const nearest = moment === undefined ? -1 : nearestTo(run.looks, moment);
    const probes = run.probes?.rows.length ?? 0;
    store.setState({
      ...(nearest >= 0 && nearest < run.looks.length - 1 && { moment: nearest }),
      ...(selected && { selected: new Set(selected.filter((place) => place < probes)) }),
      ...(row !== undefined && { row }),
      ...(walk !== undefined && { walkRow: walk }),
      ...(beside && { walkBeside: beside }),
    });
  };
  const there = place();
  if (there) {
    take(there);
    return;
  }
  const stop = store.subscribe((now) => {
    const run = place();
    if (!run && trainAlike(now.config, config)) return;
    stop();
    if (run) take(run);
  });
}

/** Place of the look that is nearest to an epoch. */
function nearestTo(looks: readonly { epoch: number }[], epoch: number): number {
  const distances = looks.map((look) => Math.abs(look.epoch - epoch));
  return distances.indexOf(Math.min(...distances));
}
