import { type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import type { IdGroups } from '../embed-fields';

/** Positions that one thread adds up; a popular id (a gender has half the batch) is spread over many. */
const PIECE = 32;

/**
 * Groups a batch's ids by row of the table: a counting sort, O(n + rows), stable, so the order of summation is fixed.
 * Bounds are padded to a size that no batch exceeds, so that every batch has one shape.
 *
 * @param ids [n] rows of the stacked table
 * @param rows rows of the stacked table
 */
export function groupIds(ids: Int32Array, rows: number, own: (tensor: Tensor1D) => Tensor1D): IdGroups {
  const { order, pieceStarts, rowStarts } = groupBounds(ids, rows);
  return {
    order: own(tensor1d(order, 'int32')),
    pieceStarts: own(tensor1d(pieceStarts, 'int32')),
    rowStarts: own(tensor1d(rowStarts, 'int32')),
  };
}

/** As `groupIds`, as arrays. */
export function groupBounds(ids: Int32Array, rows: number): { order: Int32Array; pieceStarts: Int32Array; rowStarts: Int32Array } {
  const n = ids.length;
  const starts = new Int32Array(rows + 1);
  for (const id of ids) starts[id + 1] = (starts[id + 1] as number) + 1;
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);

  const order = new Int32Array(n);
  const next = starts.slice(0, rows);
  for (let i = 0; i < n; i++) {
    const id = ids[i] as number;
    const at = next[id] as number;
    order[at] = i;
    next[id] = at + 1;
  }

  const mostPieces = Math.min(n, rows + Math.ceil(n / PIECE));
  const pieceStarts = new Int32Array(mostPieces + 1).fill(n);
  const rowStarts = new Int32Array(rows + 1);
  let piece = 0;
  for (let row = 0; row < rows; row++) {
    rowStarts[row] = piece;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += PIECE) pieceStarts[piece++] = at;
  }
  rowStarts[rows] = piece;
  return { order, pieceStarts, rowStarts };
}
