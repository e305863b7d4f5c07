import { isActive, type RunRecord } from '../../runs/record';
import { trainAlike } from '../../runs/stored';
import type { Came } from '../store/received';
import { shownRun } from '../store/selectors';
import type { AppState, AppStore } from '../store/store';
import { type Look, lookText, PLACES, type Place } from './look';

/**
 * Takes up what is looked at. Places in a run are taken up when one of these settings is there, unless the person goes elsewhere by then.
 * The address says all of it until something else is looked at.
 *
 * @param came with what it stands in the address
 */
export function takeLook(store: AppStore, look: Look, came: Came): void {
  const { view, sheet, adapter, step } = look;
  // The link is an entry of the history already.
  if (view !== undefined) store.setState({ view });
  if (sheet !== undefined) store.setState({ sheet });
  if (adapter !== undefined) store.setState({ adapter });
  if (step !== undefined) store.getState().walkTo(step);
  if (Object.keys(look).length === 0) {
    store.setState({ came: undefined });
    return;
  }
  const { config } = store.getState();
  const { moment, selected, row, walk, beside } = look;
  const places: Look = {
    ...(moment !== undefined && { moment }),
    ...(selected && { selected }),
    ...(row !== undefined && { row }),
    ...(walk !== undefined && { walk }),
    ...(beside && { beside }),
  };
  let pending = Object.keys(places).length > 0;
  /** Itself changes the state, and hears of it. */
  let taking = false;
  let seen = store.getState();
  /** What stands in the address now. */
  let standing = { link: came.link, look: lookText(look) };
  const letGo = () => {
    stop();
    if (store.getState().came === standing) store.setState({ came: undefined });
  };
  const follow = () => {
    if (taking) return;
    const now = store.getState();
    const before = seen;
    seen = now;
    if (now.came !== standing) return stop();
    if (!trainAlike(now.config, config)) return letGo();
    const moved = PLACES.some((place) => differs(now, before, place));
    const elsewhere = (['view', 'sheet', 'adapter', 'walkStep'] as const).some((part) => now[part] !== before[part]);
    if (!pending) {
      if (moved || elsewhere) letGo();
      return;
    }
    // Another run takes all places away; a person sets one.
    if (PLACES.some((place) => differs(now, before, place) && isSet(now, place))) return letGo();
    if (elsewhere && standing.look !== lookText(places)) {
      standing = { link: standing.link, look: lookText(places) };
      store.setState({ came: standing });
    }
    take();
  };
  const take = () => {
    const run = placeIn(store.getState(), config);
    if (!run || !pending) return;
    pending = false;
    taking = true;
    store.setState(placesIn(run, places));
    taking = false;
    seen = store.getState();
  };
  store.setState({ came: standing });
  seen = store.getState();
  const stop = store.subscribe(follow);
  take();
}

/** The run that is shown, where the places are in it. */
function placeIn(state: AppState, config: AppState['config']): RunRecord | undefined {
  const run = shownRun(state);
  return run && !isActive(run) && run.looks.length > 0 && trainAlike(run.config, config) ? run : undefined;
}

function placesIn(run: RunRecord, { moment, selected, row, walk, beside }: Look): Partial<AppState> {
  const nearest = moment === undefined ? -1 : nearestTo(run.looks, moment);
  const probes = run.probes?.rows.length ?? 0;
  return {
    ...(nearest >= 0 && nearest < run.looks.length - 1 && { moment: nearest }),
    ...(selected && { selected: new Set(selected.filter((place) => place < probes)) }),
    ...(row !== undefined && { row }),
    ...(walk !== undefined && { walkRow: walk }),
    ...(beside && { walkBeside: beside }),
  };
}

const isSet = (state: AppState, place: Place) => (place === 'selected' ? state.selected.size > 0 : state[place] !== undefined);

/** Nothing selected is the same as before nothing was. */
const differs = (now: AppState, before: AppState, place: Place) => now[place] !== before[place] && (isSet(now, place) || isSet(before, place));

/** Place of the look that is nearest to an epoch. */
function nearestTo(looks: readonly { epoch: number }[], epoch: number): number {
  const distances = looks.map((look) => Math.abs(look.epoch - epoch));
  return distances.indexOf(Math.min(...distances));
}
