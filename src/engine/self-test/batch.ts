import { mul, slice, type Tensor, tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import type { Batch } from '../ops/batch/batch';
import { groupIds } from '../ops/batch/group-ids';
import { rowWeights } from '../ops/batch/row-weights';
import { numbers } from './numbers';

/** Rows of a test, sorted by domain, which no op minds; the last two are padding. */
export interface Rows {
  domains: number;
  size: number;
  tableRows: number;
}
const PADDING = 2;

/** The columns of `batchOf` that an embedding table has. */
export const FIELDS = { column: 1, slots: [1, 2], weightColumn: 3, denseColumn: 2, dense: 1 };
const [IDS, FLOATS] = [3, 6];

/** The ids of row b: some rows of the table are named often, some never. */
export const idsOf = (b: number, tableRows: number) => [0, 1, 2].map((v) => (b * b + v * 5) % tableRows);

/** Made at once: what an op made when it first asked would be gone before its backward pass. */
export function batchOf({ domains, size, tableRows }: Rows, parallelSums: boolean): Batch {
  const count = size - PADDING;
  // Domains of growing size.
  const starts = Array.from({ length: domains + 1 }, (_, d) => Math.floor(count * (d / domains) ** 1.3));
  const domainOf = Int32Array.from({ length: size }, (_, b) =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= Math.min(b, count - 1)),
    ),
  );
  const host = { size, count, domains, domainOf };
  const ids = new Int32Array(size * IDS);
  for (let b = 0; b < size; b++) ids.set(idsOf(b, tableRows), b * IDS);
  const own = <T extends Tensor>(made: T): T => made;
  const [oneHot, inBatch, inTower, inRow] = [
    tensor3d(
      Float32Array.from({ length: domains * size }, (_, i) => Number(domainOf[i % size] === Math.floor(i / size))),
      [domains, size, 1],
    ),
    rowWeights(host, 'batch', own),
    rowWeights(host, 'own-in-tower', own),
    rowWeights(host, 'own-in-row', own),
  ];
  const weights = { batch: inBatch, 'own-in-tower': inTower, 'own-in-row': inRow };
  const groups = parallelSums ? groupIds(ids, tableRows, own) : undefined;
  const ints = Int32Array.from({ length: size * (1 + IDS) }, (_, i) =>
    i % (1 + IDS) === 0 ? (domainOf[i / (1 + IDS)] as number) : (ids[Math.floor(i / (1 + IDS)) * IDS + (i % (1 + IDS)) - 1] as number),
  );
  const ofRow = (b: number) => [b % 2, b < count ? 1 / count : 0, (b % 40) / 10, 1, 0.5, b % 3];
  const floats = new Float32Array(size * FLOATS);
  for (let b = 0; b < size; b++) floats.set(ofRow(b), b * FLOATS);
  return {
    size,
    count,
    domains,
    ints: tensor2d(ints, [size, 1 + IDS], 'int32'),
    floats: tensor2d(floats, [size, FLOATS]),
    starts: tensor1d(starts, 'int32'),
    composed: { weights: (sets) => weights[sets], oneHot: () => oneHot, groups: () => groups },
  };
}

/** Only the counting rows of [., B, .]: padding may hold anything. */
export function counting(value: Tensor, { size, count }: Batch): Tensor {
  return value.rank === 3 && value.shape[1] === size ? slice(value, [0, 0, 0], [-1, count, -1]) : value;
}

/** A gradient from above that is 0 for padding rows of [., B, .]. */
export function upstream(shape: number[], batch: Batch | undefined): Tensor {
  const given = numbers('upstream', shape);
  if (!batch || shape.length !== 3 || shape[1] !== batch.size) return given;
  const { size, count } = batch;
  return mul(
    given,
    tensor3d(
      Float32Array.from({ length: size }, (_, b) => Number(b < count)),
      [1, size, 1],
    ),
  );
}
