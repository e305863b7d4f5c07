import { completeRunConfig } from '../config/complete';
import type { RunConfig } from '../config/run-config';
import type { Engine } from '../engine/engine';
import { toSafetensors } from '../exports/safetensors';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import { toStateDict } from '../model/state-dict';
import type { RunCalls, RunEvent, TrainOptions, VariantName } from '../protocol/run';
import { summaryOf } from '../training/evaluation/summary';
import { Trainer } from '../training/trainer';
import type { DataRoom, PreparedData } from './data-room';
import type { EngineRoom, Tenant } from './engine-room';
import type { InsideWatch } from './inside-watch';
import type { InsightRoom } from './insight-room';
import type { LibraryRoom } from './library-room';
import { nextTask } from './next-task';
import { ProgressEvents } from './progress-events';
import { RunControl } from './run-control';

/** A device that has gone is told of within this time. */
const LOSS_MS = 300;

/** A run from its first step on. */
interface Run {
  trainer: Trainer;
  inside: InsideWatch | undefined;
  resting: boolean;
  done: boolean;
}

type Tell = (event: RunEvent) => void;

/** The rooms that a run needs. */
interface Neighbours {
  data: DataRoom;
  engines: EngineRoom;
  inside: InsightRoom;
  library: LibraryRoom;
}

/** One run at a time, and the weights that the last one left. */
export class RunRoom implements RunCalls, Tenant {
  /** The run that has been asked for and has not ended. */
  private current: { control: RunControl; ended: Promise<void> } | undefined;
  private run: Run | undefined;

  /** @param neighbours asked for late: the engine's room itself asks this one whether a run is still going on */
  constructor(private readonly neighbours: () => Neighbours) {}

  underWay(): Promise<void> | undefined {
    return this.current?.ended;
  }

  occupies(): boolean {
    return this.current !== undefined || this.run !== undefined;
  }

  /** Lets go of a run that was done. @throws UserError where one is under way */
  clear(): void {
    this.refuseInRun();
    this.drop();
  }

  async train(config: RunConfig, onEvent: Tell, options: TrainOptions = {}): Promise<void> {
    this.refuseInRun();
    const control = new RunControl();
    if (options.startWithStep) control.step();
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.current = { control, ended };
    const complete = completeRunConfig(config, config.data);
    const { tell, keep } = this.neighbours().library.following(options.id, complete, onEvent);
    try {
      tell({ type: 'phase', phase: 'preparing' });
      this.drop();
      await this.toEnd(complete, tell, options, control);
    } finally {
      await keep();
      this.current = undefined;
      end();
    }
  }

  async pause(): Promise<void> {
    this.current?.control.pause();
  }

  async resume(): Promise<void> {
    this.current?.control.resume();
  }

  async step(): Promise<void> {
    this.current?.control.step();
  }

  async stop(): Promise<void> {
    this.current?.control.stop();
  }

  async weights(variant: VariantName): Promise<Uint8Array> {
    const learner = this.run?.trainer.variants.get(variant)?.learner;
    if (!learner) throw new UserError('there are no weights yet', undefined, 'Train first.');
    return toSafetensors(toStateDict(learner.model, await learner.read()), { format: 'pt' });
  }

  /** Prepares data, engine and model, trains, and tells of all of it. */
  private async toEnd(config: RunConfig, onEvent: Tell, options: TrainOptions, control: RunControl): Promise<void> {
    const stopped = async () => {
      // The person's word may still be waiting.
      await nextTask();
      if (control.isStopped) onEvent({ type: 'phase', phase: 'stopped' });
      return control.isStopped;
    };
    const { data: dataRoom, engines } = this.neighbours();
    const prepared = await dataRoom.prepare(config, options.rowsFile);
    if (await stopped()) return;
    onEvent({ type: 'data', data: summaryOf(prepared.data, prepared.table) });
    const engine = await engines.engineFor(config.engine);
    if (await stopped()) return;
    onEvent({ type: 'engine', engine: engine.info });

    let run: Run | undefined;
    try {
      const trainer = new Trainer(config, prepared.data, engine, control);
      run = this.begin(trainer, prepared, onEvent, options.inside ?? true);
      const progress = this.listen(run, control, onEvent);
      onEvent({ type: 'phase', phase: 'training' });
      const ended = await Promise.race([follow(run, progress, onEvent), lossOf(engine)]);
      onEvent({ type: 'phase', phase: ended });
    } catch (thrown) {
      control.stop();
      // What breaks because the device has gone may break before that is told.
      const error = thrown instanceof UserError ? thrown : await Promise.race([lossOf(engine).catch((loss) => loss), after(LOSS_MS).then(() => thrown)]);
      onEvent({ type: 'phase', phase: 'failed', message: errorText(error) });
      if (!(error instanceof UserError)) engines.forget();
      throw error;
    } finally {
      if (run) run.done = true;
    }
  }

  private begin(trainer: Trainer, prepared: PreparedData, onEvent: Tell, open: boolean | 'unhurried'): Run {
    // What is known of a model holds as long as it stays as it is.
    const state = () => (run.done ? 'ended' : run.resting ? `step ${trainer.model.learner.steps}` : undefined);
    const inside = this.neighbours().inside.begin(trainer, prepared, state, onEvent, open);
    const run: Run = { trainer, inside, resting: false, done: false };
    this.run = run;
    return run;
  }

  private listen(run: Run, control: RunControl, onEvent: Tell): ProgressEvents {
    const progress = new ProgressEvents(onEvent, run.trainer.config.train.epochs);
    control.onPause = (resting) => {
      if (resting) progress.flush();
      run.resting = resting;
      run.inside?.rest(resting);
      onEvent({ type: 'phase', phase: resting ? 'paused' : 'training' });
    };
    return progress;
  }

  private refuseInRun(): void {
    if (this.current) throw new UserError('a run is still going on', undefined, 'Stop it first.');
  }

  private drop(): void {
    this.neighbours().inside.end();
    this.run?.trainer.dispose();
    this.run = undefined;
  }
}

/** Runs the trainer and turns what it tells into events. @returns the phase that it ends in */
async function follow({ trainer, inside }: Run, progress: ProgressEvents, onEvent: Tell): Promise<'done' | 'stopped'> {
  await inside?.between(0);
  const stopped = await trainer.run({
    step: (variant, report) => progress.take(variant, report),
    between: async (epoch) => inside?.between(epoch),
    early: (variant, record) => onEvent({ type: 'early', variant, record }),
    epoch: (variant, record, best, ended) => onEvent({ type: 'epoch', variant, record, best, ended, ...trainer.variants.get(variant)?.times() }),
    evaluating: () => {
      progress.flush();
      onEvent({ type: 'phase', phase: 'evaluating' });
    },
    finished: (variant, { epochs: _, ...result }) => onEvent({ type: 'finished', variant, result }),
    compared: (comparison) => onEvent({ type: 'compared', comparison }),
  });
  // The weights that the run ends with are those of its best epoch: what is asked from now on is asked of them.
  const look = inside?.open && stopped ? await inside.last(trainer.model.moment.epoch) : undefined;
  if (look) onEvent({ type: 'look', look });
  return stopped && stopped !== 'person' ? 'done' : 'stopped';
}

/** Rejects when the engine's device has gone. */
function lossOf(engine: Engine): Promise<never> {
  return engine.lost.then((what) => {
    throw new UserError(
      `the ${engine.info.name} device was lost (${what})`,
      'engine',
      'Press Train to start again; if it happens often, choose another engine.',
    );
  });
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
