import { capital } from '../../lib/capital';
import { errorText } from '../../lib/error-text';
import type { OpenSource } from '../../protocol/data';
import { isStored } from '../../runs/record';
import type { WorkerGone } from '../../wire/worker-gone';
import { isRunning, namedRowsFile } from './selectors';
import type { Slice } from './store';

/** What happens when the worker has gone: another takes its place, and has what that one had. */
export interface RecoverySlice {
  /**
   * Reads a table anew in a worker that has none; nothing of the settings changes.
   *
   * @param of what it was made of, if not what the open table was
   * @throws UserError as opening it
   */
  openAgain(of?: OpenSource): Promise<void>;
  /** The worker has gone. A run that was under way goes on by itself; a model that was at rest is brought back. */
  workerGone(gone: WorkerGone): Promise<void>;
}

export const recoverySlice: Slice<RecoverySlice> = (set, get, { session }) => ({
  openAgain: async (of = get().openedFrom) => {
    // A worker keeps nothing before it is asked.
    void get().readLibrary();
    if (!of) return;
    const again = await session().data.open(of, () => {});
    // The page may have other data by now.
    if (get().openedFrom !== of) return;
    set({ table: again });
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
