import { scalar, type Tensor, tensor3d } from '@tensorflow/tfjs-core';
import type { Sets } from '../../kernels/fused';
import type { RowWeights } from './rows';

/** The rows of a batch, as the host knows them: `count` that count, then padding up to `size`. */
export interface HostRows {
  size: number;
  count: number;
  domains: number;
  /** [size] domain of each row. */
  domainOf: Int32Array;
}

/** A domain of fewer rows in a batch has no variance. */
const FEWEST = 2;

type Own = <T extends Tensor>(tensor: T) => T;

/** Which rows of a batch a norm takes its statistics over, as weights on the engine. @param own told of every tensor made */
export function rowWeights(rows: HostRows, sets: Sets, own: Own): RowWeights {
  return sets === 'batch' ? allRows(rows, own) : ownRows(rows, sets, own);
}

function allRows({ size, count }: HostRows, own: Own): RowWeights {
  const weights = Float32Array.from({ length: size }, (_, b) => (b < count ? 1 / count : 0));
  return {
    mean: own(tensor3d(weights, [1, 1, size])),
    column: own(tensor3d(weights.slice(), [1, size, 1])),
    sum: own(tensor3d(new Float32Array(size).fill(1), [1, 1, size])),
    unbias: own(scalar(count > 1 ? count / (count - 1) : 1)),
  };
}

function ownRows({ size, count, domains, domainOf }: HostRows, sets: Sets, own: Own): RowWeights {
  const counts = new Float32Array(domains);
  for (let b = 0; b < count; b++) counts[domainOf[b] as number] = (counts[domainOf[b] as number] as number) + 1;
  const mean = new Float32Array(domains * size);
  const column = new Float32Array(size);
  for (let b = 0; b < count; b++) {
    const d = domainOf[b] as number;
    const rows = counts[d] as number;
    if (rows < FEWEST) continue;
    column[b] = 1 / rows;
    mean[d * size + b] = 1 / rows;
  }
  const unbias = counts.map((rows) => (rows < FEWEST ? 1 : rows / (rows - 1)));
  const absent = counts.map((rows) => Number(rows < FEWEST));
  if (sets === 'own-in-tower') {
    const columns = Float32Array.from(mean);
    return {
      mean: own(tensor3d(mean, [domains, 1, size])),
      column: own(tensor3d(columns, [domains, size, 1])),
      // A tower's statistics are applied to all the rows that it runs on, its own or not.
      sum: own(tensor3d(new Float32Array(size).fill(1), [1, 1, size])),
      unbias: own(tensor3d(unbias, [domains, 1, 1])),
      absent: own(tensor3d(absent, [domains, 1, 1])),
    };
  }
  const [belongs, spread] = [new Float32Array(domains * size), new Float32Array(size * domains)];
  for (const [b, d] of domainOf.entries()) {
    belongs[d * size + b] = 1;
    spread[b * domains + d] = 1;
  }
  return {
    mean: own(tensor3d(mean, [1, domains, size])),
    column: own(tensor3d(column, [1, size, 1])),
    sum: own(tensor3d(belongs, [1, domains, size])),
    unbias: own(tensor3d(unbias, [1, domains, 1])),
    absent: own(tensor3d(absent, [1, domains, 1])),
    spread: own(tensor3d(spread, [1, size, domains])),
  };
}
