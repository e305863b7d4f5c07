import type { RunConfig } from '../../config/run-config';
import { SETTING_PATHS, valueAt } from '../../config/settings';
import { errorText } from '../../lib/error-text';
import { UserError } from '../../lib/user-error';
import type { OpenSource } from '../../protocol/data';
import type { Measured } from '../../protocol/engine';
import type { RunEvent } from '../../protocol/run';
import type { Session } from '../../protocol/session';
import { isActive, isTrained, newRun, type RunRecord, type TrainedRun } from '../../runs/record';
import { withEvent } from '../../runs/with-event';
import { connect } from '../../wire/connect';
import { WorkerGone } from '../../wire/worker-gone';

/** A worker beside that of the page. */
export interface LaneWorker {
  session: Session;
  end(): void;
}

export function openLaneWorker(): LaneWorker {
  const ended = new AbortController();
  return { session: connect(undefined, ended.signal), end: () => ended.abort() };
}

/** What the runs of an experiment are trained on. */
export interface LaneGround {
  source: OpenSource;
  /** Of the table that this must make. */
  hash: string;
  rowsFile: File | undefined;
  /** What the page knows of the engines: then they are not measured again, and the same kernels run. */
  measured: Measured;
}

/** A run that is to be trained, or to go on. */
export interface LaneJob {
  id: string;
  config: RunConfig;
  /** It was begun before: what is kept of it is looked for. */
  begun: boolean;
  threads: number;
}

/** The lane cannot train anything: its worker does not load, or there are no data. It is no fault of the run. */
export class LaneTrouble extends Error {}

/** A worker that goes more often than this before anything more is kept ends the run. */
const MOST_GONE = 3;

/**
 * Trains one run after the other in a worker of its own, so that the one of the page stays free. Where its worker goes, another goes on with
 * the run.
 */
export class Lane {
  private prepared = false;
  private ended = false;
  private resting = false;

  constructor(
    private readonly worker: LaneWorker,
    private readonly ground: LaneGround,
  ) {}

  /**
   * Trains a run to its end; what was kept of it is not trained again.
   *
   * @param hear told of the run as it goes
   * @throws LaneTrouble where the lane cannot train; whatever ends the run otherwise
   */
  async train(job: LaneJob, hear: (run: RunRecord) => void): Promise<TrainedRun> {
    try {
      return await this.trainOne(job, hear);
    } finally {
      // A pause is of this run, which may have ended in spite of it: nobody lets the lane go on while it has none.
      this.resting = false;
    }
  }

  private async trainOne(job: LaneJob, hear: (run: RunRecord) => void): Promise<TrainedRun> {
    const { session } = this.worker;
    const { id, config } = job;
    const { rowsFile } = this.ground;
    let run: RunRecord = { ...newRun({ config }), id };
    const tell = (event: RunEvent) => {
      run = withEvent(run, event);
      hear(run);
    };
    let { begun } = job;
    let kept = 0;
    for (let gone = 0; ; gone++) {
      try {
        await this.prepare(job.threads);
        const before = begun ? await this.keptOf(job) : undefined;
        if (before && !isActive(before) && isTrained(before)) return before;
        if (before) run = before;
        const trained =
          before || gone > 0
            ? session.run.goOn(id, gone > 0 ? 'worker' : 'page', tell, { ofMany: true, anew: { config, ...(rowsFile && { rowsFile }) } })
            : session.run.train(config, tell, { id, ofMany: true, ...(rowsFile && { rowsFile }) });
        // A pause that came before the worker knew of the run.
        if (this.resting) void session.run.pause();
        await trained;
        if (!isTrained(run)) throw new UserError('the run ended before its first epoch');
        return run;
      } catch (error) {
        const upTo = run.kept && 'epoch' in run.kept ? run.kept.epoch : 0;
        if (upTo > kept) gone = 0;
        kept = Math.max(kept, upTo);
        if (this.ended || !(error instanceof WorkerGone)) throw error;
        if (!error.loaded) throw new LaneTrouble(errorText(error));
        if (gone >= MOST_GONE) throw error;
        this.prepared = false;
        begun = true;
      }
    }
  }

  pause(): void {
    this.resting = true;
    void this.worker.session.run.pause().catch(() => {});
  }

  resume(): void {
    this.resting = false;
    void this.worker.session.run.resume().catch(() => {});
  }

  /** Ends the worker; what it was training rejects. */
  end(): void {
    this.ended = true;
    this.worker.end();
  }

  private async prepare(threads: number): Promise<void> {
    const { session } = this.worker;
    const { source, hash, measured } = this.ground;
    // Also lets go of the run before.
    await session.engines.limitThreads(threads);
    if (this.prepared) return;
    try {
      await session.engines.describe(measured);
      const table = await session.data.open(source, () => {});
      if (table.hash !== hash) throw new UserError(`${table.name} is not the data that this experiment is of`, 'data', 'Open that first.');
    } catch (error) {
      if (error instanceof WorkerGone) throw error;
      throw new LaneTrouble(errorText(error));
    }
    // Runs are kept from now on; the files that were opened need not be, since the page has done that.
    await session.library.read();
    this.prepared = true;
  }

  /** A run that was begun before, as far as it is kept; undefined where nothing can go on from it, or it has other settings than the job. */
  private async keptOf({ id, config }: LaneJob): Promise<RunRecord | undefined> {
    const run = (await this.worker.session.library.record(id).catch((error: unknown) => {
      if (error instanceof WorkerGone) throw error;
      return undefined;
    })) as RunRecord | undefined;
    return run && (isActive(run) || isTrained(run)) && isOf(run, config) ? run : undefined;
  }
}

/** Whether a run has these settings. */
const isOf = (run: RunRecord, config: RunConfig): boolean =>
  SETTING_PATHS.every((path) => JSON.stringify(valueAt(run.config, path)) === JSON.stringify(valueAt(config, path)));
