import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { EmbedFields, Sets } from '../../kernels/fused';
import type { IdGroups } from '../embed-fields';
import type { RowWeights } from './rows';

/**
 * The rows of a batch, on the engine. All batches of a run have one shape (tfjs's WebGPU buffer pool never shrinks, so
 * that every new shape would stay allocated): a short one is padded, and the padding weighs nothing.
 */
export interface Batch {
  /** Rows, padding included. */
  size: number;
  /** Rows that count; they come first. */
  count: number;
  domains: number;
  /** [B, I] int32: domain, ids; see `kernels/fused.ts`. */
  ints: Tensor2D;
  /** [B, L]: label, weight in the loss, dense values, weights of values. */
  floats: Tensor2D;
  /** [D + 1] int32: where each domain's rows begin, where the batch is sorted by domain. */
  starts?: Tensor1D | undefined;
  /** What only composed definitions ask for, made when they first do. */
  composed: ComposedRows;
}

export interface ComposedRows {
  weights(sets: Sets): RowWeights;
  /** [D, B, 1], 1 at each row's own domain. */
  oneHot(): Tensor3D;
  /** A table's ids grouped, on engines whose sums run in parallel; elsewhere undefined. */
  groups(fields: EmbedFields, rows: number): IdGroups | undefined;
}
