import type { RunConfig } from '../../config/run-config';
import { errorText } from '../../lib/error-text';
import { once } from '../../lib/once';
import type { RunEvent, TrainOptions } from '../../protocol/run';
import { isActive, newRun, type RunRecord } from '../../runs/record';
import { withEvent } from '../../runs/with-event';
import { WorkerGone } from '../../wire/worker-gone';
import { EventQueue } from './event-queue';
import type { WaitingModel } from './model-file';
import { rememberKept } from './remembered';
import { hindranceOf, isRunning, mayTrain, namedRowsFile } from './selectors';
import type { AppState, Slice } from './store';

/** The run that is under way or was the last. */
export interface RunSlice {
  run: RunRecord | undefined;
  /** The settings on the page when that run ended. */
  endedAmid: RunConfig | undefined;

  train(startWithStep?: boolean): Promise<void>;
  /**
   * Opens a model from a file, and tests it without training. What the file says of its settings is taken; where its data are not open, they
   * are opened or asked for, and the model comes as soon as they are there.
   *
   * @param withData data were given along with it: it waits for those
   */
  openModel(file: File, withData?: boolean): Promise<void>;
  /** The model that waits for its data. */
  waitingModel: WaitingModel | undefined;
  /** Data are open: the model that waits comes, or it is said why these are not its data. */
  goOnWithModel(): Promise<void>;
  /** No model waits any more. */
  forgetModel(): void;
  /** Goes on with the run on the page that was cut off, to the end that it would have come to. */
  goOn(): Promise<void>;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  /** Takes the run off the page. One that is under way stands still meanwhile. */
  reset(): void;
  /** What Reset took off the page, as long as nothing has taken its place. */
  dropped: ({ run: RunRecord; goes: boolean } & Pick<AppState, 'endedAmid' | 'cutOff'>) | undefined;
  undoReset(): void;
  /** What Reset took off the page does not come back: it ends where it is. */
  forgetDropped(): void;
  /**
   * Whether another run may take this one's place: it may not while it goes on, and then a note says so.
   * @param otherwise what does not happen, a clause
   */
  mayReplace(otherwise: string): boolean;
  /**
   * Whether other data may be opened. It may within a run, which keeps the table that it began with; but not while a run waits for the one
   * before it to wind up, since it has not begun. Then a note says so.
   */
  mayOpen(otherwise: string): boolean;
}

type Tell = (event: RunEvent) => void;

/** A worker that goes more often than this before anything more is kept ends the run. */
const MOST_GONE = 5;

export const runSlice: Slice<RunSlice> = (set, get, { session }) => {
  let underWay: Promise<void> = Promise.resolve();
  /** The run that waits for the one before it to wind up; the worker does not know of it yet. */
  let waiting: string | undefined;
  const running = () => isRunning(get());

  /** Trains; where the worker has gone, another goes on with the run. @param ask begins it */
  const toEnd = async (id: string, asked: Pick<TrainOptions, 'rowsFile'> & { config: RunConfig }, begin: () => Promise<void>, tell: Tell) => {
    let ask = begin;
    let kept = 0;
    const { openedFrom } = get();
    /** A run has the data that it began with; as soon as it has them again, those that were opened since are read again for the next. */
    const hear: Tell = (event) => {
      tell(event);
      if (event.type === 'data' && get().openedFrom !== openedFrom)
        void get()
          .openAgain()
          .catch(() => {});
    };
    for (let gone = 0; ; gone++) {
      const trained = ask();
      underWay = trained.catch(() => {});
      try {
        return await trained;
      } catch (error) {
        const { run } = get();
        const upTo = run?.id === id && run.kept && 'epoch' in run.kept ? run.kept.epoch : 0;
        if (upTo > kept) gone = 0;
        kept = Math.max(kept, upTo);
        if (!(error instanceof WorkerGone) || !error.loaded || gone >= MOST_GONE) throw error;
        if (run?.id !== id || !isActive(run)) return;
        const { phase } = run;
        tell({ type: 'phase', phase: 'preparing' });
        waiting = id;
        await get().openAgain(openedFrom);
        if (waiting === id) waiting = undefined;
        const { run: still } = get();
        if (still?.id !== id || !isActive(still)) return;
        ask = () => session().run.goOn(id, 'worker', hear, { anew: asked, ...(phase === 'paused' && { paused: true }) });
      }
    }
  };

  /** Shows what is told of the run that is on the page, from now to its end. @param train tells it */
  const follow = async (id: string, train: (tell: Tell) => Promise<void>) => {
    /** Changes this run, on the page or taken off it, and none that a Reset and another Train have put in its place. */
    const change = (next: (run: RunRecord) => RunRecord) => {
      const { run: current, dropped, config: amid } = get();
      const changed = (before: RunRecord) => {
        const run = next(before);
        return { run, ...(isActive(before) && !isActive(run) && { endedAmid: amid }) };
      };
      if (current?.id === id) set(changed(current));
      else if (dropped?.run.id === id) set({ dropped: { ...dropped, ...changed(dropped.run) } });
    };
    const events = new EventQueue<RunEvent>(
      (batch) => change((run) => batch.reduce(withEvent, run)),
      // Probes are what looks are about, and a look may come as an answer.
      ({ type }) => type === 'phase' || type === 'probes',
    );
    try {
      // A run that was reset may still be winding up.
      waiting = id;
      await underWay;
      if (waiting === id) waiting = undefined;
      const { run: wanted } = get();
      if (wanted?.id !== id || !isActive(wanted)) return;
      await train((event) => {
        // What is kept is looked for when the page comes again.
        if (event.type === 'kept') rememberKept(true);
        events.push(event);
      });
      events.flush();
      const { run } = get();
      if (run?.id === id) get().askUnasked(run);
    } catch (error) {
      events.flush();
      change((run) => ({ ...run, phase: 'failed', message: errorText(error) }));
    }
    void get().runEnded(id);
    // What could not be compared while it ran.
    await get().prepareEngine();
  };

  const models = once(async () => new (await import('./model-file')).ModelFiles(set, get, session, follow));

  return {
    run: undefined,
    endedAmid: undefined,
    dropped: undefined,
    waitingModel: undefined,

    train: async (startWithStep = false) => {
      if (!mayTrain(get())) return;
      const { config, preview: known, table, watchedOf } = get();
      const rowsFile = namedRowsFile(get());
      get().forgetDropped();
      const begun = newRun({ config, data: known?.data });
      // Row numbers of one table say nothing of another.
      set({ run: begun, endedAmid: undefined, cutOff: undefined, ...(watchedOf !== table?.hash && { watched: [] }) });
      const asked = { config, ...(rowsFile && { rowsFile }) };
      await follow(begun.id, (tell) => {
        const id = begun.id;
        return toEnd(id, asked, () => session().run.train(config, tell, { id, startWithStep, ...(rowsFile && { rowsFile }) }), tell);
      });
    },
    openModel: async (file, withData = false) => (await models()).open(file, withData),
    goOnWithModel: async () => {
      // It is loaded when one waits.
      if (get().waitingModel) await (await models()).goOn();
    },
    forgetModel: () => set({ waitingModel: undefined }),
    goOn: async () => {
      const { run: cut, cutOff } = get();
      if (!cut || cut.id !== cutOff?.id || hindranceOf(get()) !== undefined || running()) return;
      get().forgetDropped();
      const { recorded: _, ...run } = cut;
      set({ run: { ...run, phase: 'preparing' }, endedAmid: undefined, cutOff: undefined });
      const { config } = run;
      await follow(run.id, (tell) => toEnd(run.id, { config }, () => session().run.goOn(run.id, 'page', tell), tell));
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
      const { run, endedAmid, cutOff } = get();
      if (!run) return;
      get().forgetDropped();
      const goes = running() && run.phase !== 'paused';
      // One that waits to begin has nothing to come back to.
      const begun = run.id !== waiting;
      if (goes && begun) void session().run.pause();
      set({ run: undefined, endedAmid: undefined, cutOff: undefined, dropped: begun ? { run, goes, endedAmid, cutOff } : undefined });
    },
    undoReset: () => {
      const { dropped } = get();
      if (!dropped) return;
      const { goes, ...back } = dropped;
      set({ ...back, dropped: undefined });
      if (goes && running()) void session().run.resume();
    },
    forgetDropped: () => {
      const { dropped } = get();
      if (!dropped) return;
      set({ dropped: undefined });
      if (isRunning(dropped)) void session().run.stop();
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
