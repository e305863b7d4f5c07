import type { BenchResult } from '../bench/suite';
import type { EngineChoice, Roles, RunConfig } from '../config/run-config';
import type { ColumnProfile, DataWarning, DomainSummary, Progress } from '../data/types';
import type { EngineReport, Measured } from '../engine/choose';
import type { EngineInfo, EngineName } from '../engine/engine';
import type { Condition } from '../insight/find-rows';
import type { Ablation, Calibration, Embeddings, FoundRow, Look, Neighbour, ProbeRows, RowField, Slice, WhatIf, WhatIfChange } from '../insight/types';
import type { EpochRecord, Evaluation, RunResult } from '../training/result';
import type { VariantName } from '../training/trainer';
import type { Prepared } from './engine-room';

/**
 * What the worker offers and what streams out of it. The page and the command line both speak only this, through
 * Comlink: functions are passed with `proxy`, typed arrays are transferred.
 */

export type OpenSource = { demo: string; rows?: number; seed?: number } | { file: File };

/** A table that is open in the worker. */
export interface OpenTable {
  name: string;
  source: 'demo' | 'file';
  rows: number;
  /** Of the file, as read; 0 for a demo set. */
  bytes: number;
  hash: string;
  columns: ColumnProfile[];
  /** Roles proposed from the columns, or stated by the demo set. */
  proposed: Roles;
  warnings: DataWarning[];
  /** The first rows, at most 5, as texts. */
  sample: string[][];
}

/** What a configuration makes of the open table, before any training. */
export interface DataPreview {
  rows: number;
  domains: DomainSummary[];
  split: { train: number; val: number; test: number };
  vocabulary: Record<string, number>;
  leftOut: { reason: string; rows: number }[];
  warnings: DataWarning[];
  /** Trainable parameters of the configured model, and its cost: multiply-adds to predict a row. */
  parameters: {
    total: number;
    cost: number;
    parts: { part: string; parameters: number; cost: number }[];
    backbone: { parameters: number; cost: number };
  };
  /** AUC of the true logits on the test rows, where the data is synthetic. */
  bestPossible?: Evaluation;
}

export type Variant = VariantName;

export type RunPhase = 'preparing' | 'training' | 'evaluating' | 'paused' | 'done' | 'stopped' | 'failed';

export type RunEvent =
  | { type: 'phase'; phase: RunPhase; message?: string }
  | { type: 'engine'; engine: EngineInfo }
  /** What the run is about, before its first step: the domains' names, and what nobody can beat where the data is synthetic. */
  | { type: 'data'; domains: string[]; bestPossible?: Evaluation }
  /** Mean loss since the last such event, and how far the run is; at most ten a second. */
  | {
      type: 'progress';
      variant: Variant;
      step: number;
      stepsPerEpoch: number;
      /** With a fraction. */
      epoch: number;
      epochs: number;
      loss: number;
      rowsPerSecond: number;
      /** Undefined until an epoch is done. */
      secondsLeft?: number;
    }
  | { type: 'epoch'; variant: Variant; record: EpochRecord; best: boolean }
  /** The rows that looks are taken at, before the first look. */
  | { type: 'probes'; probes: ProbeRows }
  | { type: 'look'; look: Look }
  | { type: 'test'; variant: Variant; test: Evaluation; bestEpoch: number };

export interface TrainOptions {
  /** The file of row numbers, where `config.split` names one. */
  rowsFile?: File;
  /** Does one batch and then pauses: for Step as the first thing a person does. */
  startWithStep?: boolean;
  /**
   * Whether somebody watches what the hyper-network generates; nobody does on a command line. Left out: yes. `unhurried`: every
   * look is taken, whatever it costs.
   */
  inside?: boolean | 'unhurried';
}

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
  weights(variant: Variant): Promise<Uint8Array>;
}
