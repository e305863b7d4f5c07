import type { NamedTensorMap, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { ENGINE_OF_TFJS } from '../tfjs/engine';

/** Name under which each engine registers its kernel. */
export const SEGMENT_SUM = 'HamurSegmentSum';

/**
 * Sums of consecutive rows, in a fixed order: out[s] = sum of values[index[i]] for i in starts[s] .. starts[s + 1] - 1.
 *
 * @param values [n, e]
 * @param index [m] int32 rows of `values`; left out: the rows as they come
 * @param starts [S + 1] int32, ascending
 * @returns [S, e]
 */
export function segmentSum(values: Tensor2D, index: Tensor1D | undefined, starts: Tensor1D): Tensor2D {
  const inputs = (index ? { values, index, starts } : { values, starts }) as unknown as NamedTensorMap;
  return ENGINE_OF_TFJS.runKernel(SEGMENT_SUM, inputs) as Tensor2D;
}
