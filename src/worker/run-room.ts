import { completeRunConfig } from '../config/complete';
import type { RunConfig } from '../config/run-config';
import type { Engine } from '../engine/engine';
import { errorText } from '../lib/error-text';
import { UserError } from '../lib/user-error';
import type { GoOnOptions, Interruption, OpenOptions, RunCalls, RunEvent, TrainOptions, VariantName } from '../protocol/run';
import type { ScoreColumns, Scored, ScoreOptions, ScoreProgress } from '../protocol/score';
import type { EncodingFile, OfEachModel, OnnxModel, PartName, Predictions, SplitFile, TorchParts } from '../protocol/take-away';
import { isActive } from '../runs/record';
import { holdRun } from '../storage/run-lock';
import { momentOf, type TrainerState } from '../training/checkpoint/state';
import { summaryOf } from '../training/evaluation/summary';
import { largestShare } from '../training/footprint';
import { footprintOf, Trainer, type TrainerEvents } from '../training/trainer';
import { askOther } from './asked-how';
import { type Checkpoint, keptOf } from './checkpoints';
import type { DataRoom, PreparedData } from './data-room';
import { causeOf, DeviceLost, lossOf } from './device-lost';
import { engineAgain } from './engine-again';
import type { EngineRoom, Tenant } from './engine-room';
import type { InsideWatch, Watched } from './inside-watch';
import type { InsightRoom } from './insight-room';
import { KeptRun } from './kept-run';
import type { LibraryRoom } from './library-room';
import { nextTask } from './next-task';
import type { ModelFile } from './opened-model';
import { isOutOfMemory, memoryError } from './out-of-memory';
import { ProgressEvents } from './progress-events';
import { OwnControl, RunControl } from './run-control';
import { encodingOf, predictionsOf, splitFile, torchParts, weightsFile } from './take-away';

/** A device that goes more often than this before anything more is kept is left: the run goes on on the processor. */
const MOST_LOSSES = 3;

/** A worker that was ended in the middle of a step, while its GPU was busy, holds its run and its files until the browser is done with it. */
const MS_TO_LET_GO = 15_000;

/** A run from its first step on. */
interface Run {
  trainer: Trainer;
  prepared: PreparedData;
  inside: InsideWatch | undefined;
  resting: boolean;
  done: boolean;
}

type Tell = (event: RunEvent) => void;

/** What is asked of a run: to begin, or to go on from what was kept of it. */
interface Asked {
  id: string | undefined;
  config: RunConfig;
  rowsFile: File | undefined;
  inside: Watched;
  ofMany: boolean;
  kept?: Checkpoint;
  why?: Interruption;
  /** Its model comes from there, and is not trained. */
  file?: ModelFile;
}

/** Of whoever has the room: another may want it. Neither is said of what fails before. */
interface Place {
  keep(): void;
  /** A new run waits for the end, and is not refused. */
  yield(): Promise<void>;
}

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
  private current: { control: RunControl; ended: Promise<void>; yields: Promise<boolean> } | undefined;
  private run: Run | undefined;
  private scoring = new AbortController();

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

  train(config: RunConfig, onEvent: Tell, options: TrainOptions = {}): Promise<void> {
    const { id, rowsFile, startWithStep = false, inside = true, ofMany = false } = options;
    return this.alone(id, false, async (control) => {
      if (startWithStep) control.step();
      onEvent({ type: 'phase', phase: 'preparing' });
      await this.toEnd({ id, config: completeRunConfig(config, config.data), rowsFile, inside: ofMany ? 'at end' : inside, ofMany }, onEvent, control);
    });
  }

  goOn(id: string, why: Interruption, onEvent: Tell, { paused = false, anew, ofMany = false }: GoOnOptions = {}): Promise<void> {
    const inside = ofMany ? 'at end' : true;
    return this.alone(id, true, async (control, place) => {
      if (paused) control.pause();
      const kept = await keptOf(id);
      if (!kept) {
        if (!anew) throw new UserError('nothing of this run is kept on this machine', undefined, 'Train it anew: the same seed comes to the same end.');
        place.keep();
        onEvent({ type: 'phase', phase: 'preparing' });
        const { config, rowsFile } = anew;
        await this.toEnd({ id, config: completeRunConfig(config, config.data), rowsFile, inside, ofMany, why }, onEvent, control);
        return;
      }
      const { config, rowsFile: rows } = kept;
      const rowsFile = rows && new File([rows.bytes as Uint8Array<ArrayBuffer>], rows.name);
      const asked: Asked = { id, config, rowsFile, inside, ofMany, kept, why };
      if (isActive(kept.record)) {
        place.keep();
        onEvent({ type: 'phase', phase: 'preparing' });
        await this.toEnd(asked, onEvent, control);
      } else {
        await place.yield();
        await this.bringBack(asked, onEvent, control);
      }
    });
  }

  open(file: File, config: RunConfig, onEvent: Tell, { id, rowsFile, inside = true }: OpenOptions = {}): Promise<void> {
    return this.alone(id, false, async (control) => {
      onEvent({ type: 'phase', phase: 'preparing' });
      const asked = { id, config: aloneIn(config), rowsFile, inside: inside && ('at end' as const), ofMany: false };
      await this.toEnd({ ...asked, file: await modelFile(file) }, onEvent, control);
    });
  }

  async checkModel(file: File, config: RunConfig, { rowsFile }: Pick<OpenOptions, 'rowsFile'> = {}): Promise<string[]> {
    const asked = aloneIn(config);
    const { warnings } = await openedIn(await modelFile(file), asked, await this.neighbours().data.prepare(asked, rowsFile));
    return warnings;
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
    if (!this.run) throw new UserError('there are no weights yet', undefined, 'Train first.');
    return weightsFile(this.run.trainer, this.run.prepared, variant);
  }

  async splitRows(): Promise<SplitFile> {
    return splitFile(this.trained().prepared);
  }

  async encoding(): Promise<EncodingFile> {
    const { trainer, prepared } = this.trained();
    return encodingOf(trainer.config, prepared);
  }

  async predictions(part: PartName): Promise<Predictions> {
    const { trainer, prepared } = this.trained();
    return predictionsOf(trainer, prepared, part);
  }

  async torch(): Promise<OfEachModel<TorchParts>> {
    const { trainer, prepared } = this.trained();
    return torchParts(trainer, prepared, 'demo' in trainer.config.data.source);
  }

  async onnx(variant: VariantName): Promise<OfEachModel<OnnxModel>> {
    const { trainer, prepared } = this.trained();
    // Rarely asked for.
    const { onnxModels } = await import('./onnx');
    return onnxModels(trainer, prepared, variant);
  }

  async score(
    file: File,
    take: (part: string) => Promise<void> | void,
    onProgress: (progress: ScoreProgress) => void,
    options: ScoreOptions = {},
  ): Promise<Scored | undefined> {
    const { trainer, prepared } = this.trained();
    this.scoring.abort();
    this.scoring = new AbortController();
    const { signal } = this.scoring;
    const { scoreFile } = await import('./score');
    return scoreFile(trainer, prepared, file, take, onProgress, options, signal);
  }

  async scoreColumns(file: File, config: RunConfig = this.trained().trainer.config): Promise<ScoreColumns> {
    const { scoreColumns } = await import('./score');
    return scoreColumns(config, file);
  }

  async cancelScore(): Promise<void> {
    this.scoring.abort();
  }

  /** @throws UserError where no run has come to its end */
  private trained(): Run {
    if (!this.run?.done) throw new UserError('there is no trained model', undefined, 'Train to the end first, or stop the run.');
    return this.run;
  }

  /**
   * One run at a time, in this worker and under this name in any other.
   *
   * @param again it was begun before: whoever held it may need a while to let go, and the work says whether it keeps its place
   */
  private async alone(id: string | undefined, again: boolean, work: (control: RunControl, place: Place) => Promise<void>): Promise<void> {
    const { current } = this;
    // Who brings back an old model makes way for a new run. Whether it does is known when what is kept has been read.
    if (current && (await current.yields)) await current.ended;
    this.refuseInRun();
    const control = new RunControl();
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    let decide: (yields: boolean) => void = () => {};
    const yields = new Promise<boolean>((resolve) => {
      decide = resolve;
    });
    if (!again) decide(false);
    this.current = { control, ended, yields };
    let release: (() => Promise<void>) | undefined;
    try {
      release = id === undefined ? async () => {} : await heldBy(id, again ? MS_TO_LET_GO : undefined);
      if (!release) throw new UserError('this run is being trained already, by a comparison or in another tab', undefined, 'Pause or stop it there.');
      this.drop();
      await work(control, {
        keep: () => decide(false),
        // Nobody trains it any more: another tab may bring it back as well.
        yield: async () => {
          decide(true);
          await release?.();
        },
      });
    } finally {
      await release?.();
      // What the others know of it was said while it was still held.
      if (id !== undefined) this.neighbours().library.tell('changed');
      this.current = undefined;
      decide(true);
      end();
    }
  }

  /** Prepares data, engine and model, trains, and tells of all of it. Where the engine's device goes, the run goes on with another. */
  private async toEnd(asked: Asked, onEvent: Tell, control: RunControl): Promise<void> {
    const stopped = async () => {
      // The person's word may still be waiting.
      await nextTask();
      if (control.isStopped) onEvent({ type: 'phase', phase: 'stopped' });
      return control.isStopped;
    };
    const { id, config, rowsFile, kept: before, why } = asked;
    const prepared = await this.prepared(asked);
    if (await stopped()) return;
    const rows = rowsFile && { name: rowsFile.name, bytes: new Uint8Array(await rowsFile.arrayBuffer()) };
    const run = await KeptRun.of(
      id,
      this.neighbours().library,
      { config, dataHash: prepared.table.hash, rowsFile: rows },
      onEvent,
      before?.record,
      asked.ofMany,
    );
    try {
      const summary = summaryOf(prepared.data, prepared.table);
      const opened = asked.file && (await openedIn(asked.file, config, prepared));
      const warnings = [...summary.warnings, ...(opened?.warnings ?? [])];
      run.tell({ type: 'data', data: { ...summary, warnings, ...(await this.neighbours().data.alarmsOf(config)) } });
      if (asked.file) run.tell({ type: 'opened', file: asked.file.name });
      let from = before?.state ?? opened?.state;
      const { engines } = this.neighbours();
      let known = before?.engine?.name;
      if (why) run.tell({ type: 'taken up', from: from ? momentOf(from) : {}, why, ...(known && { before: known }) });
      for (let lost = 0; ; lost++) {
        const engine = known ? await engineAgain(engines, known, config.engine) : await engines.engineFor(config.engine);
        if (await stopped()) return;
        run.tell({ type: 'engine', engine: engine.info });
        if (!before && lost === 0) await run.begin();
        try {
          await this.trainOn(engine, prepared, run, control, asked.inside, from);
          return;
        } catch (error) {
          if (!(error instanceof DeviceLost)) throw error;
          const state = run.isKept ? await run.last() : undefined;
          if (!run.isKept) throw error.forPerson();
          if (stepsOf(state) > stepsOf(from)) lost = 0;
          from = state;
          const { name: before } = engine.info;
          // A device that goes again and again before anything more is kept will go again.
          known = lost < MOST_LOSSES ? before : 'wasm';
          this.drop();
          run.tell({ type: 'phase', phase: 'preparing' });
          run.tell({ type: 'taken up', from: from ? momentOf(from) : {}, why: 'device', before });
        }
      }
    } catch (error) {
      const said = isOutOfMemory(error) ? memoryError(error, largestShare(footprintOf(config, prepared.data))) : error;
      run.tell({ type: 'phase', phase: 'failed', message: errorText(said) });
      await run.end(undefined);
      if (!(error instanceof UserError)) this.neighbours().engines.forget();
      throw said;
    } finally {
      run.close();
    }
  }

  /** The model of a run that had ended, as it was: it can be asked whatever a trained model can. */
  private async bringBack(asked: Asked, onEvent: Tell, control: RunControl): Promise<void> {
    const { config, kept } = asked;
    if (!kept?.state) throw new UserError('the weights of this run are not kept', undefined, 'Train it anew: the same seed comes to the same end.');
    const prepared = await this.prepared(asked);
    const { engines } = this.neighbours();
    const engine = kept.engine ? await engineAgain(engines, kept.engine.name, config.engine) : await engines.engineFor(config.engine);
    const trainer = new Trainer(config, prepared.data, engine, control, kept.state);
    const run = this.begin(trainer, prepared, onEvent, true);
    try {
      await trainer.run(NOBODY);
    } finally {
      run.done = true;
    }
  }

  private async prepared({ config, rowsFile, kept }: Asked): Promise<PreparedData> {
    const prepared = await this.neighbours().data.prepare(config, rowsFile);
    if (kept && kept.dataHash !== prepared.table.hash) {
      throw new UserError(`${prepared.table.name} is not the data that this run was trained on`, 'data', 'Open that first.');
    }
    return prepared;
  }

  /** @throws DeviceLost */
  private async trainOn(engine: Engine, prepared: PreparedData, kept: KeptRun, person: RunControl, open: Watched, from?: TrainerState): Promise<void> {
    // A loop that waits for a device that has gone must not hear what the person says to the next.
    const control = new OwnControl(person);
    const tell: Tell = (event) => {
      if (!control.isGivenUp) kept.tell(event);
    };
    let run: Run | undefined;
    try {
      const trainer = new Trainer(kept.config, prepared.data, engine, control, from);
      run = this.begin(trainer, prepared, tell, open);
      if (from) run.inside?.from(trainer.model.moment.epoch);
      const progress = this.listen(run, person, tell);
      tell({ type: 'phase', phase: 'training' });
      const settled = (at: 'step' | 'rest' | 'epoch') => control.unlessGiven(() => kept.settled(at, trainer));
      const ended = await Promise.race([follow(run, progress, { tell, settled }, from === undefined), lossOf(engine)]);
      // Whoever hears of the end may ask the model at once, though it is still being written down.
      run.done = true;
      kept.tell({ type: 'phase', phase: ended });
      await kept.end(trainer);
    } catch (thrown) {
      control.giveUp();
      throw await causeOf(thrown, engine);
    } finally {
      if (run) run.done = true;
    }
  }

  private begin(trainer: Trainer, prepared: PreparedData, onEvent: Tell, open: Watched): Run {
    // What is known of a model holds as long as it stays as it is.
    const state = () => (run.done ? 'ended' : run.resting ? `step ${trainer.model.steps}` : undefined);
    const inside = this.neighbours().inside.begin(trainer, prepared, state, onEvent, open);
    const run: Run = { trainer, prepared, inside, resting: false, done: false };
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
    this.scoring.abort();
    this.neighbours().inside.end();
    this.run?.trainer.dispose();
    this.run = undefined;
  }
}

/** @param msToLetGo how long to wait for a worker that holds the run and says nothing: it may have been ended amid a step */
async function heldBy(id: string, msToLetGo: number | undefined): Promise<(() => Promise<void>) | undefined> {
  const release = await holdRun(id);
  if (release || msToLetGo === undefined) return release;
  return (await askOther(id)) ? undefined : holdRun(id, msToLetGo);
}

/** Runs the trainer, turns what it tells into events, and keeps it. @param anew whether it begins @returns the phase that it ends in */
async function follow(
  { trainer, inside }: Run,
  progress: ProgressEvents,
  kept: Pick<KeptRun, 'tell'> & { settled(at: 'step' | 'rest' | 'epoch'): Promise<void> },
  anew: boolean,
): Promise<'done' | 'stopped'> {
  const onEvent = kept.tell;
  if (anew) await inside?.between(0);
  const stopped = await trainer.run({
    step: (variant, report) => progress.take(variant, report),
    between: async (epoch) => inside?.between(epoch),
    early: (variant, record) => onEvent({ type: 'early', variant, record }),
    epoch: (variant, record, best, ended) => onEvent({ type: 'epoch', variant, record, best, ended, ...trainer.variants.get(variant)?.times() }),
    settled: async (at) => {
      if (at !== 'end') await kept.settled(at);
    },
    evaluating: () => {
      progress.flush();
      onEvent({ type: 'phase', phase: 'evaluating' });
    },
    finished: (variant, { epochs: _, ...result }) => onEvent({ type: 'finished', variant, result }),
    compared: (comparison) => onEvent({ type: 'compared', comparison }),
  });
  // The weights that the run ends with are those of its best epoch: what is asked from now on is asked of them.
  const look = inside?.atEnd && stopped ? await inside.last(trainer.model.moment.epoch) : undefined;
  if (look) onEvent({ type: 'look', look });
  return stopped && stopped !== 'person' ? 'done' : 'stopped';
}

/** The settings of a model without the backbone beside it. */
function aloneIn(config: RunConfig): RunConfig {
  const completed = completeRunConfig(config, config.data);
  return { ...completed, train: { ...completed.train, baseline: false } };
}

const modelFile = async (file: File): Promise<ModelFile> => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });

/** Few runs come from a file. */
const openedIn = async (...asked: Parameters<typeof import('./opened-model').openedModel>) => (await import('./opened-model')).openedModel(...asked);

/** Steps of all models. */
const stepsOf = (state: TrainerState | undefined) => Object.values(state?.variants ?? {}).reduce((sum, { learner }) => sum + learner.steps, 0);

const NOBODY: TrainerEvents = { step: () => {}, between: async () => {}, epoch: () => {}, evaluating: () => {}, finished: () => {}, compared: () => {} };
