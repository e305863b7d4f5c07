import { runsOnOwnRows } from '../config/backbones';
import { completeRunConfig } from '../config/complete';
import type { EngineChoice, RunConfig } from '../config/run-config';
import { encode, makeDemo, parseRowNumbers, profileColumns, proposeRoles, readTable } from '../data';
import type { EncodedData, RowNumbers, Table } from '../data/types';
import type { Engine } from '../engine/engine';
import { toSafetensors } from '../exports/safetensors';
import { editedRows } from '../insight/edited-rows';
import { Prober } from '../insight/probe/prober';
import { describeSample } from '../insight/probe/sample';
import type { Subject } from '../insight/subject';
import { UserError } from '../lib/user-error';
import { Model, withoutAdapters } from '../model/model';
import { toStateDict } from '../model/state-dict';
import type { BenchResult } from '../protocol/bench';
import type { DataPreview, OpenSource, OpenTable, Progress } from '../protocol/data';
import type { EngineName, EngineReport, Measured, Prepared } from '../protocol/engine';
import type { Condition, Look, WhatIfChange } from '../protocol/insight';
import type { RunResult } from '../protocol/result';
import type { RunEvent, TrainOptions, VariantName } from '../protocol/run';
import type { Session } from '../protocol/session';
import { bestPossible } from '../training/evaluation/evaluate-model';
import { Batcher, modelShape } from '../training/rows/batch';
import { lossWeights } from '../training/rows/loss-weights';
import { splitSizes, Trainer, vocabularySizes } from '../training/trainer';
import { nextTask, RunControl } from './control';
import { EngineRoom } from './engine-room';
import { InsideWatch } from './inside-watch';
import { ProgressEvents } from './progress-events';
import { Questions } from './questions';

/** Turns that things which are compared take. */
const BENCH_ROUNDS = 5;

/** A device that has gone is told of within this time. */
const LOSS_MS = 300;

interface Run {
  trainer: Trainer;
  control: RunControl;
  /** The configured model's adapters, where it has any. */
  inside: InsideWatch | undefined;
  questions: Questions;
  resting: boolean;
  done: boolean;
}

/** The session, inside the worker: one open table, one engine, one run at a time. */
export class WorkerSession implements Session {
  private table: Table | undefined;
  private opening: AbortController | undefined;
  private encoded: { key: string; table: Table; data: EncodedData } | undefined;
  private readonly engineRoom = new EngineRoom({ underWay: () => this.current?.ended, occupies: () => this.current !== undefined || this.run !== undefined });
  /** The run that has been asked for and has not ended. */
  private current: { control: RunControl; ended: Promise<void> } | undefined;
  private run: Run | undefined;
  private watched: number[] = [];
  private benching: AbortController | undefined;

  engines(known?: Measured): Promise<EngineReport> {
    return this.engineRoom.describe(known);
  }

  async prepare(choice: EngineChoice): Promise<Prepared | undefined> {
    return this.engineRoom.prepare(choice);
  }

  async measureAgain(): Promise<EngineReport> {
    this.refuseInRun();
    this.dropRun();
    return this.engineRoom.describeAnew();
  }

  async open(source: OpenSource, onProgress: Progress): Promise<OpenTable> {
    this.opening?.abort();
    this.opening = new AbortController();
    const { signal } = this.opening;
    this.watched = [];
    if ('demo' in source) {
      const demo = makeDemo(source.demo, source);
      this.table = demo.table;
      return describe(demo.table, { source: 'demo', bytes: 0, proposed: demo.roles });
    }
    const table = await readTable(source.file, { onProgress, signal });
    this.table = table;
    return describe(table, { source: 'file', bytes: source.file.size, proposed: proposeRoles(table) });
  }

  async cancelOpen(): Promise<void> {
    this.opening?.abort();
  }

  async preview(config: RunConfig, rowsFile?: File): Promise<DataPreview> {
    const data = await this.encode(config, rowsFile);
    const shape = modelShape(data, config.model);
    // Weights that do not fit the domains are told now, not when Train is pressed.
    lossWeights(data, config.train);
    const { parameters } = new Model(shape, config.model);
    const { parameters: alone } = new Model(shape, withoutAdapters(config.model));
    const costs = parameters.costByPart();
    const best = bestPossible(data);
    return {
      rows: data.rows,
      domains: data.domains,
      split: splitSizes(data),
      vocabulary: vocabularySizes(data),
      leftOut: data.leftOut,
      warnings: data.warnings,
      parameters: {
        total: parameters.count,
        cost: sum(Object.values(costs)),
        parts: Object.entries(parameters.countByPart()).map(([part, count]) => ({ part, parameters: count, cost: costs[part] ?? 0 })),
        backbone: { parameters: alone.count, cost: sum(Object.values(alone.costByPart())) },
      },
      ...(best && { bestPossible: best }),
    };
  }

  async train(config: RunConfig, onEvent: (event: RunEvent) => void, options: TrainOptions = {}): Promise<RunResult | undefined> {
    this.refuseInRun();
    const control = new RunControl();
    if (options.startWithStep) control.step();
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.current = { control, ended };
    try {
      onEvent({ type: 'phase', phase: 'preparing' });
      this.dropRun();
      return await this.runToEnd(config, onEvent, options, control);
    } finally {
      this.current = undefined;
      end();
    }
  }

  private async runToEnd(config: RunConfig, onEvent: (event: RunEvent) => void, options: TrainOptions, control: RunControl): Promise<RunResult | undefined> {
    const stopped = async () => {
      // The person's word may still be waiting.
      await nextTask();
      if (control.isStopped) onEvent({ type: 'phase', phase: 'stopped' });
      return control.isStopped;
    };
    const complete = completeRunConfig(config, config.data);
    const data = await this.encode(complete, options.rowsFile);
    if (await stopped()) return undefined;
    const best = bestPossible(data);
    onEvent({ type: 'data', domains: data.domains.map(({ name }) => name), ...(best && { bestPossible: best }) });
    const engine = await this.engineRoom.engineFor(complete.engine);
    if (await stopped()) return undefined;
    onEvent({ type: 'engine', engine: engine.info });

    const progress = new ProgressEvents(onEvent, complete.train.epochs);
    control.onPause = (resting) => {
      if (resting) progress.flush();
      if (this.run?.control === control) this.run.resting = resting;
      this.run?.inside?.rest(resting);
      onEvent({ type: 'phase', phase: resting ? 'paused' : 'training' });
    };
    let run: Run | undefined;
    try {
      const table = this.openTable();
      const trainer = new Trainer(complete, data, table.hash, engine, control);
      run = this.begin(trainer, control, { data, table }, engine, onEvent, options.inside ?? true);
      this.run = run;
      onEvent({ type: 'phase', phase: 'training' });
      const result = await Promise.race([this.follow(run, progress, onEvent), lossOf(engine)]);
      onEvent({ type: 'phase', phase: result?.stopped === 'person' || !result ? 'stopped' : 'done' });
      return result;
    } catch (thrown) {
      control.stop();
      // What breaks because the device has gone may break before that is told.
      const error = thrown instanceof UserError ? thrown : await Promise.race([lossOf(engine).catch((loss) => loss), after(LOSS_MS).then(() => thrown)]);
      const message = error instanceof Error ? error.message : String(error);
      onEvent({ type: 'phase', phase: 'failed', message });
      if (!(error instanceof UserError)) this.engineRoom.forget();
      throw error;
    } finally {
      if (run) run.done = true;
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

  async watchInside(open: boolean): Promise<Look | undefined> {
    const { inside } = this.run ?? {};
    if (!inside) return undefined;
    const begins = open && !inside.open;
    inside.open = open;
    return begins ? this.lookNow() : undefined;
  }

  async watchRows(rows: number[]): Promise<Look | undefined> {
    this.watched = rows.slice(0, 8);
    this.run?.inside?.watch(this.watched);
    return this.lookNow();
  }

  async ablate(onProgress: (done: number, total: number) => void) {
    return this.questions.ablate(onProgress);
  }

  async cancelAblation(): Promise<void> {
    this.run?.questions.cancelAblation();
  }

  async calibration() {
    return this.questions.calibration();
  }

  async cuts() {
    return this.questions.cuts();
  }

  async slices(cut: string) {
    return this.questions.slices(cut);
  }

  async embeddings(field: string) {
    return this.questions.embeddings(field);
  }

  async neighbours(field: string, value: string) {
    return this.questions.neighbours(field, value);
  }

  async findRows(conditions: Condition[]) {
    return this.questions.findRows(conditions);
  }

  async rowFields(row: number) {
    return this.questions.rowFields(row);
  }

  async whatIf(change: WhatIfChange) {
    return this.questions.whatIf(change);
  }

  async bench(onProgress: (what: string, done: number, total: number) => void, rounds = BENCH_ROUNDS, thorough = false): Promise<BenchResult | undefined> {
    this.refuseInRun();
    this.dropRun();
    this.benching?.abort();
    this.benching = new AbortController();
    const { signal } = this.benching;
    return this.engineRoom.alone(async () => {
      // Loaded when it is asked for: nobody else needs it.
      const { runBench } = await import('../bench/suite');
      try {
        return await runBench({
          onProgress,
          rounds,
          thorough,
          breathe: async () => {
            await nextTask();
            signal.throwIfAborted();
          },
        });
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    });
  }

  async trainingRate(engine: EngineName, rows: 'all' | 'own', seconds: number): Promise<number> {
    this.refuseInRun();
    this.dropRun();
    return this.engineRoom.alone(async () => (await import('../bench/suite')).trainingRate(engine, rows, seconds));
  }

  async cancelBench(): Promise<void> {
    this.benching?.abort();
  }

  async weights(variant: VariantName): Promise<Uint8Array> {
    const learner = this.run?.trainer.variants.get(variant)?.learner;
    if (!learner) throw new UserError('there are no weights yet', undefined, 'Train first.');
    return toSafetensors(toStateDict(learner.model, await learner.read()), { format: 'pt' });
  }

  private refuseInRun(): void {
    if (this.current) throw new UserError('a run is under way', undefined, 'Stop it first.');
  }

  private openTable(): Table {
    if (!this.table) throw new UserError('no data is open', 'data', 'Pick a demo or a file first.');
    return this.table;
  }

  /** Encoded once for a table and the settings that matter to it. */
  private async encode(config: RunConfig, rowsFile: File | undefined): Promise<EncodedData> {
    const table = this.openTable();
    const key = JSON.stringify([config.data, config.split, config.seed, rowsFile?.name, rowsFile?.size, rowsFile?.lastModified]);
    if (this.encoded?.key === key && this.encoded.table === table) return this.encoded.data;
    const rows: RowNumbers | undefined = rowsFile && 'rowsFile' in config.split ? await parseRowNumbers(rowsFile) : undefined;
    const data = encode(table, config, rows);
    this.encoded = { key, table, data };
    return data;
  }

  private get questions(): Questions {
    if (!this.run) throw new UserError('there is no trained model yet', undefined, 'Train first.');
    return this.run.questions;
  }

  /** A look at the run's model as it is, outside the order of the run's own looks. */
  private async lookNow(): Promise<Look | undefined> {
    const { run } = this;
    if (!run?.inside) return undefined;
    const { epoch, final } = run.trainer.model.moment;
    return run.inside.look(epoch, final);
  }

  /** What belongs to a run, before it runs. */
  private begin(
    trainer: Trainer,
    control: RunControl,
    { data, table }: Pick<Subject, 'data' | 'table'>,
    engine: Engine,
    onEvent: (event: RunEvent) => void,
    open: boolean | 'unhurried',
  ): Run {
    const { batcher, config } = trainer;
    const { learner, model } = trainer.model;
    const batcherOf: Subject['batcherOf'] = (rows) =>
      new Batcher(rows, modelShape(data, config.model), { size: batcher.size, parallelSums: engine.parallelSums, sorted: runsOnOwnRows(config.model) });
    const makeProber = () => {
      const prober = new Prober(data, batcher, (edits) => batcherOf(editedRows(data, edits)), config.seed, config.model.k);
      onEvent({ type: 'probes', probes: describeSample(prober.sample, data, table) });
      return prober;
    };
    const inside =
      model.adapters.length > 0
        ? new InsideWatch(makeProber, learner, (look) => onEvent({ type: 'look', look }), open !== false, open === 'unhurried')
        : undefined;
    inside?.watch(this.watched);
    const questions = new Questions({ learner, batcher, batcherOf, data, table }, inside, config.seed, () =>
      run.done ? 'ended' : run.resting ? `step ${learner.steps}` : undefined,
    );
    const run: Run = { trainer, control, inside, questions, resting: false, done: false };
    return run;
  }

  private dropRun(): void {
    this.run?.questions.drop();
    this.run?.inside?.dispose();
    this.run?.trainer.dispose();
    this.run = undefined;
  }

  /** Runs the trainer and turns what it tells into events. */
  private async follow({ trainer, inside }: Run, progress: ProgressEvents, onEvent: (event: RunEvent) => void): Promise<RunResult | undefined> {
    await inside?.between(0);
    const result = await trainer.run({
      step: (variant, report) => progress.take(variant, report),
      between: async (epoch) => inside?.between(epoch),
      epoch: (variant, record, best) => onEvent({ type: 'epoch', variant, record, best }),
      evaluating: () => {
        progress.flush();
        onEvent({ type: 'phase', phase: 'evaluating' });
      },
      finished: (variant, { test, bestEpoch }) => onEvent({ type: 'test', variant, test, bestEpoch }),
    });
    // The weights that the run ends with are those of its best epoch: what is asked from now on is asked of them.
    if (inside?.open && result) onEvent({ type: 'look', look: await inside.look(trainer.model.moment.epoch, true) });
    return result;
  }
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

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

function describe(table: Table, rest: Pick<OpenTable, 'source' | 'bytes' | 'proposed'>): OpenTable {
  const sample = Array.from({ length: Math.min(5, table.rows) }, (_, row) => table.columns.map(({ codes, values }) => values[codes[row] as number] ?? ''));
  return { name: table.name, rows: table.rows, hash: table.hash, columns: profileColumns(table), warnings: table.warnings, sample, ...rest };
}
