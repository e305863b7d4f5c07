import type { Roles, RunConfig } from '../config/run-config';
import type { ColumnProfile, DataWarning, DomainSummary, Progress } from '../data/types';
import type { EngineReport } from '../engine/choose';
import type { EngineInfo } from '../engine/engine';
import type { Probe } from '../insight/types';
import type { EpochRecord, Evaluation, RunResult } from '../training/result';
import type { VariantName } from '../training/trainer';

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
  | { type: 'probe'; probe: Probe }
  | { type: 'test'; variant: Variant; test: Evaluation; bestEpoch: number };

export interface TrainOptions {
  /** The file of row numbers, where `config.split` names one. */
  rowsFile?: File;
  /** Does one batch and then pauses: for Step as the first thing a person does. */
  startWithStep?: boolean;
  /** Whether to look at the generated weights while training; nobody sees them on a command line. */
  probes?: boolean;
}

export interface Session {
  engines(): Promise<EngineReport>;

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

  /** Rows of the table, at most 8, whose generated weights are probed too, from now on. */
  watchRows(rows: number[]): Promise<Probe | undefined>;
  /** The last run's weights under the authors' `state_dict` names, in safetensors form. */
  weights(variant: Variant): Promise<Uint8Array>;
}
