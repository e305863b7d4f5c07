import type { RunConfig } from '../../config/run-config';
import { errorText } from '../../lib/error-text';
import type { RunEvent } from '../../protocol/run';
import { isActive, newRun, type RunRecord } from '../../runs/record';
import { withEvent } from '../../runs/with-event';
import { EventQueue } from './event-queue';
import { isRunning, mayTrain, namedRowsFile } from './selectors';
import type { Slice } from './store';

/** The run that is under way or was the last. */
export interface RunSlice {
  run: RunRecord | undefined;
  /** The settings on the page when that run ended. */
  endedAmid: RunConfig | undefined;

  train(startWithStep?: boolean): Promise<void>;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  reset(): void;
  /**
   * Whether a link may be read: it may not within a run, and then a note says so.
   * @param otherwise what does not happen, a clause
   */
  mayReplace(otherwise: string): boolean;
  /**
   * Whether other data may be opened. It may within a run, which keeps the table that it began with; but not while a run waits for the one
   * before it to wind up, since it has not begun. Then a note says so.
   */
  mayOpen(otherwise: string): boolean;
}

export const runSlice: Slice<RunSlice> = (set, get, { session }) => {
  let underWay: Promise<void> = Promise.resolve();
  /** The run that waits for the one before it to wind up; the worker does not know of it yet. */
  let waiting: string | undefined;
  const running = () => isRunning(get());

  return {
    run: undefined,
    endedAmid: undefined,

    train: async (startWithStep = false) => {
      if (!mayTrain(get())) return;
      const { config, preview: known, table, watchedOf } = get();
      const rowsFile = namedRowsFile(get());
      const begun = newRun({ config, data: known?.data });
      // Row numbers of one table say nothing of another.
      set({ run: begun, endedAmid: undefined, ...(watchedOf !== table?.hash && { watched: [] }) });
      /** Changes this run, and none that a Reset and another Train have put in its place. */
      const change = (next: (run: RunRecord) => RunRecord) => {
        const { run: current, config: amid } = get();
        if (current?.id !== begun.id) return;
        const run = next(current);
        set({ run, ...(isActive(current) && !isActive(run) && { endedAmid: amid }) });
      };
      const events = new EventQueue<RunEvent>(
        (batch) => change((run) => batch.reduce(withEvent, run)),
        // Probes are what looks are about, and a look may come as an answer.
        ({ type }) => type === 'phase' || type === 'probes',
      );
      try {
        // A run that was reset may still be winding up.
        waiting = begun.id;
        await underWay;
        if (waiting === begun.id) waiting = undefined;
        const { run: wanted } = get();
        if (wanted?.id !== begun.id || !isActive(wanted)) return;
        const trained = session().run.train(config, (event) => events.push(event), { id: begun.id, startWithStep, ...(rowsFile && { rowsFile }) });
        underWay = trained.catch(() => {});
        await trained;
        events.flush();
        const { run } = get();
        if (run?.id === begun.id) get().askUnasked(run);
      } catch (error) {
        events.flush();
        change((run) => ({ ...run, phase: 'failed', message: errorText(error) }));
      }
      void get().runEnded(begun.id);
      // What could not be compared while it ran.
      await get().prepareEngine();
    },
    pause: () => void session().run.pause(),
    resume: () => void session().run.resume(),
    step: () => {
      if (running()) void session().run.step();
      else void get().train(true);
    },
    stop: () => {
      const { run } = get();
      if (run && run.id === waiting) set({ run: { ...run, phase: 'stopped' } });
      else void session().run.stop();
    },
    reset: () => {
      void session().run.stop();
      set({ run: undefined, endedAmid: undefined });
    },
    mayReplace: (otherwise) => {
      if (running()) get().note(`${otherwise}: a run is still going on. Stop it first.`);
      return !running();
    },
    mayOpen: (otherwise) => {
      const waits = running() && waiting === get().run?.id;
      if (waits) get().note(`${otherwise}: a run is about to begin. Wait a moment.`);
      return !waits;
    },
  };
};
