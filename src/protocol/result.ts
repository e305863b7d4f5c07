import type { RunConfig } from '../config/run-config';
import type { DomainSummary } from './data';
import type { EngineInfo } from './engine';

/** What a run reports; `result.json` of the command line is a `RunResult`. Stable: later versions only add. */

/** `auc` is null, and `reason` says why, where the rows hold one class only. */
export interface Metrics {
  rows: number;
  auc: number | null;
  logLoss: number | null;
  reason?: string;
}

export interface DomainMetrics extends Metrics {
  name: string;
}

export interface Evaluation extends Metrics {
  domains: DomainMetrics[];
}

export interface EpochRecord {
  /** Counted from 1. */
  epoch: number;
  /** Wall-clock time of training and validation. */
  seconds: number;
  /** Mean over the epoch's rows, nats. */
  trainLoss: number;
  val: Evaluation;
}

export interface SpeedReport {
  /** Training rows per second, validation not counted. */
  rowsPerSecond: number;
  stepMs: { median: number; p95: number };
}

/** Means per training step; bytes cross between the processor and the engine. */
export interface StepCounts {
  dispatches: number;
  submits: number;
  bytesWritten: number;
  bytesRead: number;
}

/** One trained model: as configured, or its backbone alone. */
export interface ModelResult {
  parameters: number;
  epochs: EpochRecord[];
  /** Counted from 1: the epoch with the best validation AUC. */
  bestEpoch: number;
  /** Whether the test metrics are those of the best epoch's weights. */
  bestRestored: boolean;
  stopped: 'epochs' | 'patience' | 'person';
  test: Evaluation;
  speed: SpeedReport;
  perStep: StepCounts;
}

export interface RunResult extends ModelResult {
  version: 1;
  engine: EngineInfo;
  config: RunConfig;
  data: {
    rows: number;
    hash: string;
    domains: DomainSummary[];
    /** Rows of each field's embedding table. */
    vocabulary: Record<string, number>;
    leftOut: { reason: string; rows: number }[];
    warnings: string[];
    split: { train: number; val: number; test: number };
    /** AUC of the true logits on the test rows, where the data is synthetic. */
    bestPossible?: Evaluation;
  };
  /** The backbone alone, where it was trained too. */
  baseline?: ModelResult;
}
