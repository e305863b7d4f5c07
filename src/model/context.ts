import type { Tensor } from '@tensorflow/tfjs-core';
import type { Moments } from '../engine/ops/normalise';
import type { RowWeights } from '../engine/ops/rows';

/** What one pass through a model works with: its parameters, the rows that count, and its norms' statistics. */
export interface Pass {
  /** A parameter by name. */
  parameter<T extends Tensor>(name: string): T;
  rows: RowWeights;
  training: boolean;
  /** At evaluation: the running statistics of a norm. */
  running(norm: string): Moments;
  /** In training: a norm hands over its batch's statistics (kept alive), for the running ones. */
  report(norm: string, moments: Moments): void;
}
