import {
  abs,
  concat,
  grads,
  mul,
  reshape,
  slice,
  square,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tensor,
  tensor1d,
  tensor2d,
  tensor3d,
  tidy,
} from '@tensorflow/tfjs-core';
import { randomStream } from '../config/random';
import type { Sets } from './kernels/fused';
import { composed, FUSED_OP_NAMES, type FusedOp, isFused, setFused } from './kernels/fusion';
import { adapterCell } from './ops/adapter-cell';
import type { Batch } from './ops/batch';
import { crossLayer } from './ops/cross-layer';
import { embedFields } from './ops/embed-fields';
import { groupIds } from './ops/group-ids';
import { logisticLoss } from './ops/head-loss';
import { linear, ownLinear } from './ops/linear';
import { normEvaluation, normTraining } from './ops/norm';
import { optimise } from './ops/optimise';
import { ownLogit } from './ops/own-logit';
import { rowWeights } from './ops/row-weights';

/** How one op's fused kernels compared with its composed definition on this machine. */
export interface OpCheck {
  op: FusedOp;
  /** Largest difference of any value or gradient, relative to the largest magnitude of its kind. */
  deviation: number;
  passed: boolean;
  ms: number;
}

/** float32 sums of a few hundred terms in two orders differ by about 1e-6 of the largest. */
const ALLOWED = 1e-4;

/** Odd sizes, so that the edges of tiles are crossed; the last rows are padding. */
const [D, B, COUNT, IN, OUT, K, R] = [2, 37, 35, 19, 13, 5, 6];
const TABLE_ROWS = 9;
const FIELDS = { column: 1, slots: [1, 2], weightColumn: 3, denseColumn: 2, dense: 1 };

/**
 * Compares each fused kernel of the current backend with its composed definition on a small fixed case, values and
 * gradients; an op that deviates, or fails, runs composed from then on. It awaits the engine between ops, so that other
 * work goes on.
 *
 * @param parallelSums as the engine says
 * @param goOn asked before each op; false ends the test
 */
export async function selfTest(parallelSums: boolean, goOn: () => Promise<boolean>): Promise<OpCheck[]> {
  const checks: OpCheck[] = [];
  for (const op of FUSED_OP_NAMES) {
    if (!(await goOn())) break;
    if (!isFused(op)) continue;
    const begun = performance.now();
    const deviation = await deviationOf(op, parallelSums);
    // Not a number is a deviation too.
    const passed = deviation <= ALLOWED;
    if (!passed) setFused(op, false);
    checks.push({ op, deviation, passed, ms: performance.now() - begun });
  }
  return checks;
}

async function deviationOf(op: FusedOp, parallelSums: boolean): Promise<number> {
  try {
    // Both are recorded before either is read: nothing else comes between.
    const made = () => CASES[op](batchOf(parallelSums));
    const runs = [made, () => composed(made)].map((run) => tidy(run));
    const values = await Promise.all(runs.map((parts) => Promise.all(parts.map((part) => part.data()))));
    for (const part of runs.flat()) part.dispose();
    const [fused, wanted] = values as [Float32Array[], Float32Array[]];
    return Math.max(...wanted.map((part, i) => relative(fused[i] as Float32Array, part)));
  } catch (error) {
    console.warn(`The kernels of "${op}" failed:`, error);
    return Number.POSITIVE_INFINITY;
  }
}

function relative(got: Float32Array, wanted: Float32Array): number {
  const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  return wanted.reduce((most, value, i) => {
    const difference = Math.abs((got[i] as number) - value) / scale;
    return Math.max(most, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  }, 0);
}

/** Random values that are the same every time. */
function numbers(name: string, shape: number[]): Tensor {
  const random = randomStream(1, `self-test/${name}`);
  return tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    shape,
  );
}

/** An op's result for the counting rows, and its gradients by all inputs under a fixed upstream gradient. */
function withGradients(op: (...inputs: Tensor[]) => Tensor, shapes: number[][]): Tensor[] {
  const inputs = shapes.map((shape, i) => numbers(`${i}`, shape));
  const value = op(...inputs);
  return [value, ...grads(op)(inputs, upstream(value.shape))];
}

/** Padding rows of [., B, .] get no gradient. */
function upstream(shape: number[]): Tensor {
  const values = numbers('upstream', shape);
  if (shape.length !== 3 || shape[1] !== B) return values;
  const counts = tensor3d(
    Float32Array.from({ length: B }, (_, b) => Number(b < COUNT)),
    [1, B, 1],
  );
  return mul(values, counts);
}

function batchOf(parallelSums: boolean): Batch {
  // Sorted by domain, which no op minds.
  const domainOf = Int32Array.from({ length: B }, (_, b) => Number(b >= 14));
  const host = { size: B, count: COUNT, domains: D, domainOf };
  const idsOf = (b: number) => [0, 1, 2].map((v) => (b * b + v * 5) % TABLE_ROWS);
  const ids = Int32Array.from(Array.from({ length: B }, (_, b) => idsOf(b)).flat());
  const own = <T extends Tensor>(made: T): T => made;
  // Made at once: what an op made when it first asked would be gone before its backward pass.
  const [oneHot, inBatch, inTower, inRow] = [
    tensor3d(
      Array.from({ length: D * B }, (_, i) => Number(domainOf[i % B] === Math.floor(i / B))),
      [D, B, 1],
    ),
    rowWeights(host, 'batch', own),
    rowWeights(host, 'own-in-tower', own),
    rowWeights(host, 'own-in-row', own),
  ];
  const weights = { batch: inBatch, 'own-in-tower': inTower, 'own-in-row': inRow };
  const groups = parallelSums ? groupIds(ids, TABLE_ROWS, own) : undefined;
  return {
    size: B,
    count: COUNT,
    domains: D,
    ints: tensor2d(
      Array.from({ length: B }, (_, b) => [domainOf[b] as number, ...idsOf(b)]),
      [B, 4],
      'int32',
    ),
    floats: tensor2d(
      Array.from({ length: B }, (_, b) => [b % 2, b < COUNT ? 1 / COUNT : 0, b / 10, 1, 0.5, b % 3]),
      [B, 6],
    ),
    starts: tensor1d([0, 14, COUNT], 'int32'),
    composed: { weights: (sets) => weights[sets], oneHot: () => oneHot, groups: () => groups },
  };
}

/** Only the counting rows of [., B, .]: padding may hold anything. */
function counting(value: Tensor): Tensor {
  return value.rank === 3 && value.shape[1] === B ? slice(value, [0, 0, 0], [-1, COUNT, -1]) : value;
}

/** A batch outlives the backward pass, so it is made before an op is called. */
const CASES: Record<FusedOp, (batch: Batch) => Tensor[]> = {
  embed: (batch) => withGradients((table) => embedFields(table as Tensor2D, batch, FIELDS, false), [[TABLE_ROWS, 4]]),
  linear: (batch) => [
    ...[1, D].flatMap((towers) =>
      withGradients(
        (x, w, b) => linear(x as Tensor3D, w as Tensor3D, b as Tensor3D),
        [
          [towers, B, IN],
          [D, IN, OUT],
          [D, 1, OUT],
        ],
      ),
    ),
    ...withGradients(
      (x, w, b) => counting(ownLinear(x as Tensor3D, w as Tensor3D, b as Tensor3D, batch)),
      [
        [1, B, IN],
        [D, IN, OUT],
        [D, 1, OUT],
      ],
    ),
  ],
  norm: (batch) => (['batch', 'own-in-tower', 'own-in-row'] as const).flatMap((sets) => normCase(sets, batch)),
  'adapter cell': () =>
    withGradients(
      (z, h, u1, v1, u2, v2, b1, b2) => {
        const [matrices, vectors] = [[u1, v1, u2, v2] as Tensor2D[], [b1, b2] as Tensor1D[]];
        return adapterCell(z as Tensor3D, h as Tensor3D, 0.4, {
          u1: matrices[0] as Tensor2D,
          v1: matrices[1] as Tensor2D,
          u2: matrices[2] as Tensor2D,
          v2: matrices[3] as Tensor2D,
          b1: vectors[0] as Tensor1D,
          b2: vectors[1] as Tensor1D,
        });
      },
      [[D, B, OUT], [1, B, K * K], [OUT, K], [K, R], [R, K], [K, OUT], [R], [OUT]],
    ),
  'own logit': (batch) =>
    withGradients(
      (z, w, b) => counting(ownLogit(z as Tensor3D, w as Tensor3D, b as Tensor3D, batch)),
      [
        [D, B, OUT],
        [D, OUT, 1],
        [D, 1, 1],
      ],
    ),
  'logistic loss': (batch) => withGradients((logits) => reshape(logisticLoss(logits as Tensor3D, batch), [1]), [[1, B, 1]]),
  'cross layer': () =>
    withGradients(
      (x0, x, w, b) => crossLayer(x0 as Tensor3D, x as Tensor3D, w as Tensor3D, b as Tensor3D),
      [
        [1, B, IN],
        [1, B, IN],
        [1, IN, 1],
        [1, 1, IN],
      ],
    ),
  optimise: () => {
    const step = { t: 3, rate: 0.01, decay: 0.1, embeddingDecay: 0.2, embeddings: [64, 128] as [number, number], momentum: 0.9, clip: 2 };
    return (['adam', 'adamw', 'adagrad', 'sgd'] as const).map((optimiser) => {
      const [parameters, gradient, first, second] = ['p', 'g', 'm', 'v'].map((name) => numbers(name, [200])) as [Tensor1D, Tensor1D, Tensor1D, Tensor1D];
      const memories = [optimiser === 'adagrad' ? abs(first) : first, abs(second)] as Tensor1D[];
      const used = memories.slice(0, optimiser.startsWith('adam') ? 2 : 1);
      optimise({ parameters, memories: used }, gradient, { ...step, optimiser });
      return concat([parameters, ...used]);
    });
  },
};

function normCase(sets: Sets, batch: Batch): Tensor[] {
  const groups = sets === 'own-in-row' ? 1 : D;
  const perSet = sets === 'own-in-row' ? [1, D, OUT] : [D, 1, OUT];
  const running = () => ({ mean: numbers('mean', [D, 1, OUT]) as Tensor3D, variance: square(numbers('variance', [D, 1, OUT])) as Tensor3D });
  const moved = { ...running(), momentum: 0.2 };
  const training = withGradients(
    (x, gamma, beta) =>
      counting(
        normTraining(x as Tensor3D, gamma as Tensor3D, beta as Tensor3D, batch, {
          sets,
          rectified: true,
          unbiased: false,
          running: { ...moved, momentum: 0 },
          dropout: { kept: 12_000_000, key: 99 },
        }),
      ),
    [[groups, B, OUT], perSet, perSet],
  );
  const added = withGradients(
    (x, gamma, beta, z) =>
      counting(
        normTraining(
          x as Tensor3D,
          gamma as Tensor1D,
          beta as Tensor1D,
          batch,
          { sets, rectified: false, unbiased: true, running: { ...moved, momentum: 0 } },
          z as Tensor3D,
        ),
      ),
    [[groups, B, OUT], [OUT], [OUT], [groups, B, OUT]],
  );
  const input = numbers('input', [groups, B, OUT]) as Tensor3D;
  const [gamma, beta] = [numbers('gamma', perSet), numbers('beta', perSet)] as [Tensor3D, Tensor3D];
  const kind = { sets, rectified: true, unbiased: false };
  const evaluated = counting(normEvaluation(input, gamma, beta, batch, kind, running()));
  normTraining(input, gamma, beta, batch, { ...kind, running: moved });
  return [...training, ...added, evaluated, moved.mean, moved.variance];
}
