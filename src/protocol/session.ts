import type { EngineChoice, RunConfig } from '../config/run-config';
import type { BenchResult } from './bench';
import type { DataPreview, OpenSource, OpenTable, Progress } from './data';
import type { EngineName, EngineReport, Measured, Prepared } from './engine';
import type { Ablation, Calibration, Condition, Embeddings, FoundRow, Look, Neighbour, RowField, Slice, WhatIf, WhatIfChange } from './insight';
import type { RunResult } from './result';
import type { RunEvent, TrainOptions, VariantName } from './run';

/**
 * What the worker offers and what streams out of it. The page and the command line both speak only this, through
 * Comlink: functions are passed with `proxy`, typed arrays are transferred.
 */
export interface Session {
  /** @param known what an earlier visit measured, as the report of that visit gave it; anything that is not its own is left aside */
  engines(known?: Measured): Promise<EngineReport>;
  /**
   * Starts an engine while the person is still choosing, compiles its kernels, and compares them with their definitions, which
   * waits for the end of a run.
   * @returns undefined where another one was asked for meanwhile, or a run, or the weights that it left, live on another one
   */
  prepare(choice: EngineChoice): Promise<Prepared | undefined>;
  /**
   * Measures the engines anew, and lets kernels be compared again; a run that was done is let go of.
   * @throws UserError where a run is under way
   */
  measureAgain(): Promise<EngineReport>;

  /**
   * Reads a file or makes a demo set, and keeps it as the open table.
   * @throws UserError for a file that cannot be read as a table
   */
  open(source: OpenSource, onProgress: Progress): Promise<OpenTable>;
  /** Gives up the reading in progress: `open` then throws a UserError. */
  cancelOpen(): Promise<void>;

  /**
   * What `config` makes of the open table.
   * @param rowsFile the file of row numbers, where `config.split` names one
   * @throws UserError naming the path in the configuration or the line or column in the data
   */
  preview(config: RunConfig, rowsFile?: File): Promise<DataPreview>;

  /**
   * Trains; resolves when the run ends by itself or is stopped.
   * @returns the result, or undefined where it was stopped before its first epoch ended
   * @throws UserError where the run cannot start, or diverges
   */
  train(config: RunConfig, onEvent: (event: RunEvent) => void, options?: TrainOptions): Promise<RunResult | undefined>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One batch of the configured model (and of the baseline), then pause. */
  step(): Promise<void>;
  /** Ends the run early; what was reached is evaluated and kept. */
  stop(): Promise<void>;

  /**
   * Measures the engines that are there; a run that was done is let go of.
   *
   * @param onProgress told what is measured, and how many of how many parts are done
   * @param rounds turns that things which are compared take
   * @param thorough measures what a person would not wait for too
   * @returns undefined where it was cancelled
   * @throws UserError where a run is under way
   */
  bench(onProgress: (what: string, done: number, total: number) => void, rounds?: number, thorough?: boolean): Promise<BenchResult | undefined>;
  cancelBench(): Promise<void>;
  /** Rows a second of the MovieLens recipe on one engine, measured for about so many seconds. */
  trainingRate(engine: EngineName, rows: 'all' | 'own', seconds: number): Promise<number>;

  /**
   * Looks are taken while somebody watches.
   * @returns a look at the run as it is, where one has begun to be watched and there is something to see
   */
  watchInside(open: boolean): Promise<Look | undefined>;
  /** Rows of the table, at most 8, that every look keeps, from now on. */
  watchRows(rows: number[]): Promise<Look | undefined>;

  /**
   * What can be asked of the last run's model, and of how it stands while a run rests; a run that goes on meanwhile waits.
   * All of it throws a UserError where there is no run, or it has no adapters where they are what is asked about.
   */
  /**
   * Measures the test rows with the adapters changed.
   * @param onProgress told how many of how many passes are done
   * @returns undefined where it was given up
   */
  ablate(onProgress: (done: number, total: number) => void): Promise<Ablation | undefined>;
  /** Gives up an ablation under way. */
  cancelAblation(): Promise<void>;
  calibration(): Promise<Calibration[]>;
  /** What test rows can be cut by, for `slices`. */
  cuts(): Promise<{ cut: string; title: string }[]>;
  slices(cut: string): Promise<Slice[]>;
  /** @throws UserError where the model has no such field */
  embeddings(field: string): Promise<Embeddings>;
  /** The values of a field whose embeddings are most like that of `value`. */
  neighbours(field: string, value: string): Promise<Neighbour[]>;
  /** The first rows of the open table that meet all conditions, and how many do. */
  findRows(conditions: Condition[]): Promise<{ rows: FoundRow[]; total: number }>;
  rowFields(row: number): Promise<RowField[]>;
  whatIf(change: WhatIfChange): Promise<WhatIf>;

  /** The last run's weights under the authors' `state_dict` names, in safetensors form. */
  weights(variant: VariantName): Promise<Uint8Array>;
}
