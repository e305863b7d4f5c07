import { customGrad, gather, type Tensor, type Tensor1D, type Tensor2D, unsortedSegmentSum } from '@tensorflow/tfjs-core';
import { segmentSum } from '../kernels/segment-sum';

/** A batch's ids grouped by row of the table, for the gradient on engines that add in parallel. */
export interface IdGroups {
  /** [n] positions in the batch, those of one table row next to each other. */
  order: Tensor1D;
  /** [pieces + 1] bounds into `order`: each piece holds at most 32 positions of one table row. */
  pieceStarts: Tensor1D;
  /** [rows + 1] bounds into the pieces: the pieces of each table row. */
  rowStarts: Tensor1D;
}

/**
 * Looks up every sparse field's embedding at once, all tables stacked into one.
 *
 * The gradient is a sum over the batch's positions per table row. tfjs's own one uses float atomics on WebGPU, so that
 * two runs with one seed differ; where `groups` is given it is two segmented sums in a fixed order instead, else one
 * loop over the positions.
 *
 * @param table [rows, e]
 * @param ids [n] int32 row of the stacked table; must be in range, nothing checks it on the engine
 * @returns [n, e]
 */
export function embedFields(table: Tensor2D, ids: Tensor1D, groups: IdGroups | undefined): Tensor2D {
  const rows = table.shape[0];
  const lookUp = customGrad((...args) => {
    const [rowsOfTable] = args as [Tensor];
    return {
      value: gather(rowsOfTable, ids),
      gradFunc: (dy: Tensor) => (groups ? sumByGroup(dy as Tensor2D, groups) : unsortedSegmentSum(dy, ids, rows)),
    };
  });
  return lookUp(table) as Tensor2D;
}

function sumByGroup(dy: Tensor2D, { order, pieceStarts, rowStarts }: IdGroups): Tensor2D {
  const pieces = segmentSum(dy, order, pieceStarts);
  const identity = undefined;
  return segmentSum(pieces, identity, rowStarts);
}
