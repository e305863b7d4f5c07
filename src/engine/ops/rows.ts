import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';

/**
 * Which rows of a batch count. Batches have one fixed shape (tfjs's WebGPU buffer pool never shrinks, so every new
 * shape would stay allocated); a short batch is padded and the padding weighs nothing.
 */
export interface RowWeights {
  /** [1, 1, B]: 1/n for each of the n rows that count, 0 for padding. A product with it is a mean over the rows. */
  mean: Tensor3D;
  /** [1, B, 1]: the same, as a column. */
  column: Tensor3D;
  /** [1, 1, B] of ones: a product with it is a sum over the rows. */
  sum: Tensor3D;
  /** n / (n - 1), which turns a biased variance into an unbiased one; 1 where n is 1. */
  unbias: Scalar;
}
