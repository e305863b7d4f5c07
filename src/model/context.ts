import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import type { Moments } from '../engine/ops/normalise';
import type { RowWeights } from '../engine/ops/rows';

/**
 * What a norm takes its statistics over: all rows of the batch; in each domain's tower, the domain's own rows of all
 * that it runs on; or each domain's own rows, which lie side by side in one tensor.
 */
export type RowSets = 'batch' | 'own-in-tower' | 'own-in-row';

/** What one pass through a model works with: its parameters, the rows that count, and its norms' statistics. */
export interface Pass {
  /** A parameter by name. */
  parameter<T extends Tensor>(name: string): T;
  /** @throws Error where the batch was made without these sets */
  rows(sets: RowSets): RowWeights;
  /** [D, B, 1], 1 at each row's own domain. */
  domainOneHot: Tensor3D;
  training: boolean;
  /** The running statistics of a norm, [groups, 1, m] each. */
  running(norm: string): Moments;
  /** In training: a norm hands over its batch's statistics (kept alive), for the running ones. */
  report(norm: string, moments: Moments): void;
  /** In training: leaves out a share of the units of a layer, named so that its mask is its own; else gives back `x`. */
  dropout(x: Tensor3D, share: number, name: string): Tensor3D;
}
