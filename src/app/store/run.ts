import { errorText } from '../../lib/error-text';
import type { RunEvent } from '../../protocol/run';
import { isActive, newRun, type RunRecord } from '../../runs/record';
import { withEvent } from '../../runs/with-event';
import { EventQueue } from './event-queue';
import { hindranceOf, isRunning, namedRowsFile } from './selectors';
import type { Slice } from './store';

/** The run that is under way or was the last, and the one that was stored. */
export interface RunSlice {
  run: RunRecord | undefined;
  stored: RunRecord | undefined;

  train(startWithStep?: boolean): Promise<void>;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  reset(): void;
  /**
   * Whether data and settings may change: within a run they may not, and then a note says so.
   * @param otherwise what does not happen, a clause
   */
  mayChange(otherwise: string): boolean;
}

export const runSlice: Slice<RunSlice> = (set, get, { session }) => {
  let underWay: Promise<void> = Promise.resolve();
  /** The run that waits for the one before it to wind up; the worker does not know of it yet. */
  let waiting: string | undefined;
  const running = () => isRunning(get());

  return {
    run: undefined,
    stored: undefined,

    train: async (startWithStep = false) => {
      if (running() || hindranceOf(get()) !== undefined) return;
      const { config, preview: known, insideOpen } = get();
      const rowsFile = namedRowsFile(get());
      const begun = newRun({ config, data: known?.data });
      set({ run: begun });
      /** Changes this run, and none that a Reset and another Train have put in its place. */
      const change = (next: (run: RunRecord) => RunRecord) => {
        const { run: current } = get();
        if (current?.id === begun.id) set({ run: next(current) });
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
        const trained = session().run.train(config, (event) => events.push(event), { startWithStep, inside: insideOpen, ...(rowsFile && { rowsFile }) });
        underWay = trained.catch(() => {});
        await trained;
        events.flush();
        const { run } = get();
        if (run?.id === begun.id) get().askUnasked(run);
      } catch (error) {
        events.flush();
        change((run) => ({ ...run, phase: 'failed', message: errorText(error) }));
      }
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
      set({ run: undefined });
    },
    mayChange: (otherwise) => {
      if (running()) get().note(`${otherwise}: a run is still going on. Stop it first.`);
      return !running();
    },
  };
};
