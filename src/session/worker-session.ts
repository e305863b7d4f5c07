import type { BenchResult } from '../bench/suite';
import { completeRunConfig } from '../config/complete';
import type { EngineChoice, RunConfig } from '../config/run-config';
import { UserError } from '../config/user-error';
import { encode, makeDemo, parseRowNumbers, profileColumns, proposeRoles, readTable } from '../data';
import type { EncodedData, Progress, RowNumbers, Table } from '../data/types';
import type { EngineReport, Measured } from '../engine/choose';
import type { EngineName } from '../engine/engine';
import { Prober } from '../insight/probe';
import type { Probe } from '../insight/types';
import { Model, withoutAdapters } from '../model/model';
import { toStateDict } from '../model/state-dict';
import { toSafetensors } from '../share/safetensors';
import { modelShape } from '../training/batch';
import { bestPossible } from '../training/evaluate-model';
import { lossWeights } from '../training/loss-weights';
import type { RunResult } from '../training/result';
import { splitSizes, Trainer, type VariantName, vocabularySizes } from '../training/trainer';
import { nextTask, RunControl } from './control';
import { EngineRoom, type Prepared } from './engine-room';
import { ProgressEvents } from './progress-events';
import type { DataPreview, OpenSource, OpenTable, RunEvent, Session, TrainOptions } from './protocol';

/** Turns that things which are compared take. */
const BENCH_ROUNDS = 5;

/** Shortest time between two probes within an epoch. */
const MS_PER_PROBE = 1000;

/** The session, inside the worker: one open table, one engine, one run at a time. */
export class WorkerSession implements Session {
  private table: Table | undefined;
  private opening: AbortController | undefined;
  private encoded: { key: string; table: Table; data: EncodedData } | undefined;
  private readonly engineRoom = new EngineRoom();
  private run: { trainer: Trainer; prober: Prober | undefined; control: RunControl; done: boolean } | undefined;
  private watched: number[] = [];
  private benching: AbortController | undefined;
  /** Pending while a run has begun and shown nothing yet: what can wait, waits for it. */
  private firstLoss: Promise<void> = Promise.resolve();

  engines(known?: Measured): Promise<EngineReport> {
    return this.engineRoom.describe(known);
  }

  async prepare(choice: EngineChoice): Promise<Prepared | undefined> {
    // The last run's weights live on its engine.
    if (this.run) return undefined;
    return this.engineRoom.prepare(choice, () => this.firstLoss);
  }

  async open(source: OpenSource, onProgress: Progress): Promise<OpenTable> {
    this.opening?.abort();
    this.opening = new AbortController();
    const { signal } = this.opening;
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
    if (this.run && !this.run.done) throw new UserError('a run is under way', undefined, 'Stop it first.');
    onEvent({ type: 'phase', phase: 'preparing' });
    this.dropRun();
    let shown = () => {};
    this.firstLoss = new Promise((resolve) => {
      shown = resolve;
    });
    try {
      return await this.runToEnd(config, onEvent, options, shown);
    } finally {
      shown();
    }
  }

  /** @param shown called when the first loss has gone out */
  private async runToEnd(config: RunConfig, onEvent: (event: RunEvent) => void, options: TrainOptions, shown: () => void): Promise<RunResult | undefined> {
    const complete = completeRunConfig(config, config.data);
    const data = await this.encode(complete, options.rowsFile);
    const best = bestPossible(data);
    onEvent({ type: 'data', domains: data.domains.map(({ name }) => name), ...(best && { bestPossible: best }) });
    const engine = await this.engineRoom.engineFor(complete.engine);
    onEvent({ type: 'engine', engine: engine.info });

    const progress = new ProgressEvents(onEvent, complete.train.epochs);
    const control = new RunControl((resting) => {
      if (resting) progress.flush();
      onEvent({ type: 'phase', phase: resting ? 'paused' : 'training' });
    });
    if (options.startWithStep) control.step();
    const trainer = new Trainer(complete, data, this.openTable().hash, engine, control);
    const prober = trainer.model.model.adapters.length > 0 ? new Prober(data, trainer.batcher, complete.seed) : undefined;
    prober?.watch(this.watched);
    const run = { trainer, prober, control, done: false };
    this.run = run;
    onEvent({ type: 'phase', phase: 'training' });
    try {
      const lost = engine.lost.then((what) => {
        throw new UserError(
          `the ${engine.info.name} device was lost (${what})`,
          'engine',
          'Press Train to start again; if it happens often, choose another engine.',
        );
      });
      const result = await Promise.race([this.follow(trainer, progress, options.probes === false ? undefined : prober, onEvent, shown), lost]);
      onEvent({ type: 'phase', phase: result?.stopped === 'person' || !result ? 'stopped' : 'done' });
      return result;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      onEvent({ type: 'phase', phase: 'failed', message });
      control.stop();
      if (!(error instanceof UserError)) this.engineRoom.forget();
      throw error;
    } finally {
      run.done = true;
    }
  }

  async pause(): Promise<void> {
    this.run?.control.pause();
  }

  async resume(): Promise<void> {
    this.run?.control.resume();
  }

  async step(): Promise<void> {
    this.run?.control.step();
  }

  async stop(): Promise<void> {
    this.run?.control.stop();
  }

  async watchRows(rows: number[]): Promise<Probe | undefined> {
    this.watched = rows.slice(0, 8);
    const { run } = this;
    if (!run?.prober) return undefined;
    run.prober.watch(this.watched);
    const { learner, epochs } = run.trainer.model;
    return run.prober.look(learner, epochs.length);
  }

  async bench(onProgress: (what: string, done: number, total: number) => void, rounds = BENCH_ROUNDS): Promise<BenchResult> {
    if (this.run && !this.run.done) throw new UserError('a run is under way', undefined, 'Stop it first.');
    this.dropRun();
    this.benching?.abort();
    this.benching = new AbortController();
    const { signal } = this.benching;
    return this.engineRoom.alone(async () => {
      // Loaded when it is asked for: nobody else needs it.
      const { runBench } = await import('../bench/suite');
      return runBench({
        onProgress,
        rounds,
        breathe: async () => {
          await nextTask();
          if (signal.aborted) throw new UserError('the benchmark was cancelled');
        },
      });
    });
  }

  async trainingRate(engine: EngineName, rows: 'all' | 'own', seconds: number): Promise<number> {
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

  private dropRun(): void {
    this.run?.trainer.dispose();
    this.run = undefined;
  }

  /** Runs the trainer and turns what it tells into events. */
  private async follow(
    trainer: Trainer,
    progress: ProgressEvents,
    prober: Prober | undefined,
    onEvent: (event: RunEvent) => void,
    shown: () => void,
  ): Promise<RunResult | undefined> {
    let lastProbe = 0;
    const look = async (epoch: number) => {
      if (!prober) return;
      onEvent({ type: 'probe', probe: await prober.look(trainer.model.learner, epoch) });
      lastProbe = performance.now();
    };
    const result = await trainer.run({
      step: (variant, report) => {
        progress.take(variant, report);
        shown();
      },
      between: async (epoch) => {
        // The end of every epoch is probed, so that the slider has a stop there.
        if (Number.isInteger(epoch) || performance.now() - lastProbe >= MS_PER_PROBE) await look(epoch);
      },
      epoch: (variant, record, best) => onEvent({ type: 'epoch', variant, record, best }),
      evaluating: () => {
        progress.flush();
        onEvent({ type: 'phase', phase: 'evaluating' });
      },
      finished: (variant, { test, bestEpoch }) => onEvent({ type: 'test', variant, test, bestEpoch }),
    });
    return result;
  }
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

function describe(table: Table, rest: Pick<OpenTable, 'source' | 'bytes' | 'proposed'>): OpenTable {
  const sample = Array.from({ length: Math.min(5, table.rows) }, (_, row) => table.columns.map(({ codes, values }) => values[codes[row] as number] ?? ''));
  return { name: table.name, rows: table.rows, hash: table.hash, columns: profileColumns(table), warnings: table.warnings, sample, ...rest };
}
