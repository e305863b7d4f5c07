import type { StoreApi } from 'zustand';
import { errorText } from '../../lib/error-text';
import { passesOf } from '../../measures/ablation-passes';
import type { Look } from '../../protocol/insight';
import { domainNames, isActive, type RunRecord } from '../../runs/record';
import { withEvent } from '../../runs/with-event';
import { askOfRun } from './ask-of-run';
import { isQuick } from './quick';
import type { AppState, Slice } from './store';

/** What is asked about the hyper-network. */
export interface InsideSlice {
  /** By run, how many of how many passes are done. */
  ablating: { run: string; done: number; total: number } | undefined;
  /** By run, what went wrong. */
  ablationError: { run: string; message: string } | undefined;
  /** Row numbers whose H every look keeps, and the hash of their table. */
  watched: number[];
  watchedOf: string | undefined;

  watchRows(rows: number[]): Promise<void>;
  /** Measures the shown run's test rows with its adapters changed; the answer stays with the run. */
  ablate(): Promise<void>;
  cancelAblation(): void;
  /** Asks what a finished run can be asked quickly, without being told to. */
  askUnasked(run: RunRecord): void;
}

/**
 * Takes a look that was asked for: it is the shown run's, if that is still the one that it was asked of.
 *
 * @returns the look, where it was taken
 */
export const lookTaker =
  (set: StoreApi<AppState>['setState'], get: StoreApi<AppState>['getState']) =>
  async (asked: Promise<Look | undefined>): Promise<Look | undefined> => {
    const id = get().run?.id;
    try {
      const look = await asked;
      const { run } = get();
      if (!look || !run || run.id !== id) return undefined;
      set({ run: withEvent(run, { type: 'look', look }) });
      // A run that goes on keeps what it is told itself.
      if (!isActive(run)) get().keepAnswers(run.id, { look });
      return look;
    } catch (error) {
      get().note(`What the hyper-network makes could not be looked at: ${errorText(error)}`);
      return undefined;
    }
  };

export const insideSlice: Slice<InsideSlice> = (set, get, { session }) => {
  const takeLook = lookTaker(set, get);

  return {
    ablating: undefined,
    ablationError: undefined,
    watched: [],
    watchedOf: undefined,

    watchRows: async (rows) => {
      set({ watched: rows, watchedOf: get().run?.data?.hash });
      await takeLook(session().inside.watchRows(rows));
    },
    ablate: () => {
      const places = { asked: 'ablating', error: 'ablationError' } as const;
      return askOfRun(
        set,
        get,
        places,
        (onProgress) => session().inside.ablate(onProgress),
        (ablation) => ({ ablation }),
      );
    },
    cancelAblation: () => void session().inside.cancelAblation(),
    askUnasked: (run) => {
      if (isQuick(run, passesOf(domainNames(run).length))) void get().ablate();
    },
  };
};
