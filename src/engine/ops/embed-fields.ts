import {
  concat,
  gather,
  matMul,
  mul,
  reshape,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor3d,
  unsortedSegmentSum,
} from '@tensorflow/tfjs-core';
import { EMBED, EMBED_GRADIENT, type EmbedFields, type EmbedGradient, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { segmentSum } from '../kernels/segment-sum';
import { withGradient } from '../tfjs/custom-grad';
import type { Batch } from './batch/batch';
import { takePlace } from './slots';

/** A batch's ids grouped by row of the table, for the composed gradient on engines that add in parallel. */
export interface IdGroups {
  /** [n] positions in the batch, those of one table row next to each other. */
  order: Tensor1D;
  /** [pieces + 1] bounds into `order`: each piece holds at most 32 positions of one table row. */
  pieceStarts: Tensor1D;
  /** [rows + 1] bounds into the pieces: the pieces of each table row. */
  rowStarts: Tensor1D;
}

/**
 * Every field's embedding, side by side, then the dense values.
 *
 * The gradient is a sum over the batch's values per table row, in an order that does not change: tfjs's own one uses
 * float atomics on WebGPU, so that two runs with one seed differ.
 *
 * @param table [rows, e]
 * @param fields which of the batch's columns; ids are rows of the table, and nothing checks them on the engine
 * @param lazy the gradient of rows that the batch does not name is not written: only for an optimiser that skips these rows
 * @returns [1, B, F * e + dense]
 */
export function embedFields(table: Tensor2D, batch: Batch, fields: EmbedFields, lazy: boolean): Tensor3D {
  return isFused('embed') ? fused(table, batch, fields, lazy) : composed(table, batch, fields);
}

function fused(table: Tensor2D, { ints, floats }: Batch, fields: EmbedFields, lazy: boolean): Tensor3D {
  const attributes: EmbedGradient = { ...fields, rows: table.shape[0], lazy };
  const op = withGradient<[Tensor]>(([rowsOfTable]) => {
    return {
      value: runFused<Tensor3D>(EMBED, { table: rowsOfTable, ints, floats }, fields),
      gradFunc: (dy: Tensor) => runFused<Tensor>(EMBED_GRADIENT, { dy, ints, floats, into: takePlace(table) }, attributes),
    };
  });
  return op(table) as Tensor3D;
}

function composed(table: Tensor2D, batch: Batch, fields: EmbedFields): Tensor3D {
  const { size, ints, floats } = batch;
  const { column, slots, weightColumn, denseColumn, dense } = fields;
  const [rows, width] = table.shape;
  const ids = slots.reduce((sum, each) => sum + each, 0);
  const named: Tensor1D = reshape(slice(ints, [0, column], [size, ids]), [size * ids]);
  const groups = batch.composed.groups(fields, rows);
  const lookUp = withGradient<[Tensor]>(([rowsOfTable], save) => {
    save([named]);
    return {
      value: gather(rowsOfTable, named),
      gradFunc: (dy: Tensor, [savedIds]: Tensor[]) => (groups ? sumByGroup(dy as Tensor2D, groups) : unsortedSegmentSum(dy, savedIds as Tensor1D, rows)),
    };
  });
  const values = lookUp(table) as Tensor2D;
  const sideBySide: [number, number, number] = [1, size, slots.length * width];
  const weights = weightColumn < 0 ? undefined : reshape(slice(floats, [0, weightColumn], [size, ids]), [size, ids, 1]);
  const embeddings: Tensor3D = weights
    ? reshape(matMul(slotsOfFields(slots), mul(reshape(values, [size, ids, width]), weights) as Tensor3D), sideBySide)
    : reshape(values, sideBySide);
  return dense > 0 ? concat([embeddings, reshape(slice(floats, [0, denseColumn], [size, dense]), [1, size, dense])], 2) : embeddings;
}

function sumByGroup(dy: Tensor2D, { order, pieceStarts, rowStarts }: IdGroups): Tensor2D {
  const pieces = segmentSum(dy, order, pieceStarts);
  const identity = undefined;
  return segmentSum(pieces, identity, rowStarts);
}

/** [1, F, slots]: 1 where a slot belongs to a field, so that a product with it adds up each field's values. */
function slotsOfFields(slots: number[]): Tensor3D {
  const all = slots.reduce((sum, each) => sum + each, 0);
  const belongs = new Float32Array(slots.length * all);
  let slot = 0;
  for (const [f, count] of slots.entries()) for (let i = 0; i < count; i++) belongs[f * all + slot++] = 1;
  return tensor3d(belongs, [1, slots.length, all]);
}
