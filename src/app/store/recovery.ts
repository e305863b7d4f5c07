import { capital } from '../../lib/capital';
import { errorText } from '../../lib/error-text';
import { isStored } from '../../runs/record';
import type { WorkerGone } from '../../wire/worker-gone';
import { isRunning, namedRowsFile } from './selectors';
import type { Slice } from './store';

/** What happens when the worker has gone: another takes its place, and has what that one had. */
export interface RecoverySlice {
  /** Reads the open table anew in a worker that does not have it; nothing of the settings changes. @throws UserError as opening it */
  openAgain(): Promise<void>;
  /** The worker has gone. A run that was under way goes on by itself; a model that was at rest is brought back. */
  workerGone(gone: WorkerGone): Promise<void>;
}

export const recoverySlice: Slice<RecoverySlice> = (set, get, { session }) => ({
  openAgain: async () => {
    const { openedFrom, table } = get();
    // A worker keeps nothing before it is asked.
    void get().readLibrary();
    if (!openedFrom || !table) return;
    const again = await session().data.open(openedFrom, () => {});
    // Other data may have been opened meanwhile.
    if (get().openedFrom === openedFrom) set({ table: again });
    // Encoding takes long at a stretch; a run finds it done.
    await session()
      .data.preview(get().config, namedRowsFile(get()))
      .catch(() => {});
  },
  workerGone: async (gone) => {
    if (!gone.loaded) return;
    // What stood still in it stands in the list.
    set({ dropped: undefined });
    const { run } = get();
    if (isRunning(get())) {
      get().note(`${capital(gone.what)}. ${gone.fix} The run goes on from what was kept of it.`);
      return;
    }
    get().note(`${capital(gone.what)}. ${gone.fix}`);
    try {
      await get().openAgain();
      if (run && !isStored(run)) await session().run.goOn(run.id, 'worker', () => {});
    } catch (error) {
      get().note(`What the worker had could not be brought back: ${errorText(error)}`);
    }
    await get().prepareEngine();
  },
});
