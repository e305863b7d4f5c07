import type { AucChange } from '../measures/classification/auc-change';
import type { UserAuc } from '../measures/classification/user-auc';

/** What is measured of a trained model. */

/** `auc` is null, and `reason` says why, where the rows hold one class only. */
export interface Metrics {
  rows: number;
  auc: number | null;
  logLoss: number | null;
  /** The AUC within each user's rows among these; only where a column of the users is named, and not of samples. */
  perUser?: UserAuc;
  /**
   * Standard error of the AUC from the rows alone, by DeLong: of a trained model's test rows, where each class has ten or more. Older runs
   * lack it.
   */
  aucError?: number;
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
  /** Wall-clock time of training and validation, without pauses. */
  seconds: number;
  /** Mean over the epoch's rows, nats. */
  trainLoss: number;
  val: Evaluation;
}

/** Validation within the first epoch, for who watches. It counts for nothing: not for the best epoch, nor for patience or learning rate. */
export interface EarlyRecord {
  /** Epochs done: a fraction. */
  epoch: number;
  /** Of so many validation rows a fixed sample was measured, `val.rows` of them: the same number of each domain where it has as many. */
  outOf: number;
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
  /** Counted from 1: the epoch with the best validation AUC; of one model per domain, the last of their best ones. */
  bestEpoch: number;
  /** [D] with one model per domain: the best epoch of each by its own validation rows, 0 where it had no rows to train on. */
  bestEpochs?: number[];
  /**
   * With one model per domain: what the tested weights come to on the validation rows. Each has an epoch of its own, so no epoch of the run
   * says it; of one model the record of its epoch does. Older runs lack it.
   */
  validation?: Evaluation;
  /** Whether the test metrics are those of the best epoch's weights. */
  bestRestored: boolean;
  /** Epochs that the tested weights were trained for, with a fraction where the person ended one early. Older runs lack it. */
  testedEpoch?: number;
  stopped: 'epochs' | 'patience' | 'person';
  test: Evaluation;
  speed: SpeedReport;
  perStep: StepCounts;
}

/** The configured model against its backbone alone: the AUC of the one less that of the other, on the same test rows. */
export interface Comparison extends Changes {
  /** Domains that have a change, and in which there is something to learn. */
  meanOf: number[];
  /**
   * The same of the AUC per user, where a column of the users is named; null where fewer than 30 users have rows of both classes. The mean is
   * over the domains of `meanOf` that have one.
   */
  perUser?: Changes;
}

export interface Changes {
  /** Of all rows; null where they are too few of a class for an interval. */
  all: AucChange | null;
  /** [D] null where a domain's rows hold one class only, or too few of one. */
  byDomain: (AucChange | null)[];
  /** Over the domains of `meanOf`; null without any. */
  mean: AucChange | null;
}
