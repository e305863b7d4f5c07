import { type Tensor, tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import type { Engine } from '../../engine';
import type { EmbedFields, Sets } from '../../kernels/fused';
import type { Batch } from '../batch/batch';
import { groupIds } from '../batch/group-ids';
import { rowWeights } from '../batch/row-weights';
import type { Moments } from '../normalise';

/** What the cases of all ops share: a small odd shape, a batch whose last row is padding, and float64 arithmetic. */

export const [D, B, M, K, R] = [2, 7, 5, 3, 4];
export const SCALE = 0.6;
export const COUNT = B - 1;
export const EPS = 1e-5;

export interface OpCase {
  name: string;
  /** Shapes of the inputs that have gradients. */
  inputs: number[][];
  op: (inputs: Tensor[], constants: Constants) => Tensor;
  /** The same over flat row-major arrays. */
  definition: (inputs: Float64Array[]) => ArrayLike<number>;
  /** At evaluation nothing is differentiated: the kernel has no gradient. */
  evaluation?: true;
  /** Entries of the result that count: padding is free to hold anything. */
  counts?: (i: number) => boolean;
}

export const at = (values: ArrayLike<number>, i: number) => values[i] as number;
export const range = (n: number) => Array.from({ length: n }, (_, i) => i);
export const sum = (n: number, of: (i: number) => number) => range(n).reduce((total, i) => total + of(i), 0);
export const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Mean and biased variance over some rows (those that count) of tower d, column j of [., B, M]. */
export function moments(x: ArrayLike<number>, d: number, j: number, rows = range(COUNT)): { mean: number; variance: number } {
  const value = (b: number) => at(x, (d * B + b) * M + j);
  const mean = rows.reduce((total, b) => total + value(b), 0) / rows.length;
  return { mean, variance: rows.reduce((total, b) => total + (value(b) - mean) ** 2, 0) / rows.length };
}

export const over3 = (a: number, b: number, c: number, of: (i: number, j: number, k: number) => number) =>
  range(a).flatMap((i) => range(b).flatMap((j) => range(c).map((k) => of(i, j, k))));

/** [rows, inner] x [inner, columns] */
export const product = (a: ArrayLike<number>, b: ArrayLike<number>, rows: number, inner: number, columns: number) =>
  range(rows).flatMap((i) => range(columns).map((j) => sum(inner, (l) => at(a, i * inner + l) * at(b, l * columns + j))));

export const realRow = (i: number) => Math.floor(i / M) % B < COUNT;
export const RUNNING = { mean: range(D * M).map((i) => 0.1 * i - 0.3), variance: range(D * M).map((i) => 0.5 + 0.2 * i) };
export const IDS = [0, 2, 2, 5, 2, 0, 1, 5, 5, 5];
export const TABLE_ROWS = 6;
export const LABELS = range(B).map((b) => b % 2);
export const DOMAIN_OF = range(B).map((b) => b % D);
export const SORTED_DOMAIN_OF = range(B).map((b) => Number(b >= 2));
/** The last domain has one row, which is too few for statistics. */
export const LONELY_DOMAIN_OF = range(B).map((b) => (b === 2 ? D - 1 : 0));
export const rowsOfDomain = (domainOf: number[], d: number) => range(COUNT).filter((b) => domainOf[b] === d);

/** What the ops are given beside the inputs that have gradients. They must outlive the backward pass. */
export type Constants = ReturnType<typeof makeConstants>;

/** Column 0 is the domain; the others are ids of two fields that share one table. */
export const FIELDS: EmbedFields = { column: 1, slots: [1, 2], weightColumn: 3, denseColumn: 2, dense: 1 };
export const idsOf = (b: number) => [0, 1, 2].map((i) => at(IDS, (3 * b + i) % IDS.length));
/** The second value of the second field counts half, and not at all in odd rows. */
export const weightsOf = (b: number) => [1, 1, b % 2 === 0 ? 0.5 : 0];
export const denseOf = (b: number) => b / 4;
export const LOSS_WEIGHT = (b: number) => (b < COUNT ? (1 + (b % 3)) / COUNT : 0);

export function makeConstants({ parallelSums }: Engine) {
  const own = <T extends Tensor>(made: T) => made;
  const batchOf = (domainOf: number[], sorted = false): Batch => {
    const host = { size: B, count: COUNT, domains: D, domainOf: Int32Array.from(domainOf) };
    const [weights, oneHot] = [
      Object.fromEntries((['batch', 'own-in-tower', 'own-in-row'] as const).map((sets) => [sets, rowWeights(host, sets, own)])),
      tensor3d(
        over3(D, B, 1, (d, b) => Number(domainOf[b] === d)),
        [D, B, 1],
      ),
    ];
    const groups = parallelSums ? groupIds(Int32Array.from(range(B).flatMap(idsOf)), TABLE_ROWS, own) : undefined;
    return {
      size: B,
      count: COUNT,
      domains: D,
      ints: tensor2d(
        range(B).flatMap((b) => [domainOf[b] as number, ...idsOf(b)]),
        [B, 4],
        'int32',
      ),
      floats: tensor2d(
        range(B).flatMap((b) => [at(LABELS, b), LOSS_WEIGHT(b), denseOf(b), ...weightsOf(b)]),
        [B, 6],
      ),
      starts: sorted
        ? tensor1d(
            range(D + 1).map((d) => sum(COUNT, (b) => Number((domainOf[b] as number) < d))),
            'int32',
          )
        : undefined,
      composed: { weights: (sets: Sets) => weights[sets] as ReturnType<typeof rowWeights>, oneHot: () => oneHot, groups: () => groups },
    };
  };
  const running = (): Moments => ({ mean: tensor3d(RUNNING.mean, [D, 1, M]), variance: tensor3d(RUNNING.variance, [D, 1, M]) });
  return {
    batches: [batchOf(DOMAIN_OF), batchOf(LONELY_DOMAIN_OF)] as const,
    batch: batchOf(DOMAIN_OF),
    sorted: batchOf(SORTED_DOMAIN_OF, true),
    running: running(),
  };
}
