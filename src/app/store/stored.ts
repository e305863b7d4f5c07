import { errorText } from '../../lib/error-text';
import type { RunRecord } from '../../runs/record';
import { nearestStored, type StoredRun, storedOf, trainAlike } from '../../runs/stored';
import { atMost } from './at-most';
import { ownRun, sentRun, shownRun } from './selectors';
import type { AppState, AppStore, Slice } from './store';

/** The runs that come with the page: each is loaded when it is to be shown, and then kept. */
export interface StoredSlice {
  /** Those that are there, by name. */
  storedRuns: Readonly<Record<string, RunRecord>>;
  /** Id of the run with results that was shown last. */
  lastShown: string | undefined;
  /**
   * Loads the stored run of the settings on the page; where there is nothing to show, the one that is nearest to them. Resolves when it is
   * there, at once where none is needed, and also where it cannot be loaded: the page works without it. Where it is long on its way, it
   * resolves before it is there: nothing else waits longer than `MS_TO_WAIT` for it.
   */
  loadStored(): Promise<void>;
}

/** As long as the page may well show nothing but its stored run, on a slow line. */
export const MS_TO_WAIT = 3000;

export const storedSlice: Slice<StoredSlice> = (set, get, { storedRun }) => {
  const loading = new Map<string, Promise<void>>();
  const told = new Set<string>();

  const load = async (run: StoredRun) => {
    try {
      const record = await storedRun?.(run);
      // What is shown follows from the settings: a run that comes late takes the place of none.
      if (record) set({ storedRuns: { ...get().storedRuns, [run.name]: record } });
    } catch (error) {
      if (!told.has(run.name)) console.info(`No stored run ${run.name} to show:`, errorText(error));
      told.add(run.name);
    } finally {
      loading.delete(run.name);
    }
  };

  return {
    storedRuns: {},
    lastShown: undefined,

    loadStored: async () => {
      const wanted = toLoad(get());
      if (!wanted || get().storedRuns[wanted.name]) return;
      const underWay = loading.get(wanted.name) ?? load(wanted);
      loading.set(wanted.name, underWay);
      await atMost(underWay, MS_TO_WAIT);
    },
  };
};

function toLoad(state: AppState): StoredRun | undefined {
  if (state.comingBack || ownRun(state) || sentRun(state)) return undefined;
  return storedOf(state.config) ?? (shownRun(state) ? undefined : nearestStored(state.config));
}

/** Loads what is to be shown whenever that changes, and remembers what was shown last. */
export function keepShown(store: AppStore): void {
  store.subscribe((state, before) => {
    if (state.endedAmid && !trainAlike(state.endedAmid, state.config)) store.setState({ endedAmid: undefined });
    if (state.config !== before.config || state.received !== before.received || state.run?.id !== before.run?.id || state.run?.phase !== before.run?.phase)
      void state.loadStored();
    const shown = shownRun(state);
    if (shown && shown.id !== state.lastShown && shown.epochs.length > 0) store.setState({ lastShown: shown.id });
  });
}
