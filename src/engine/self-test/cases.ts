import { abs, concat, gather, grads, reshape, square, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D, tensor1d } from '@tensorflow/tfjs-core';
import '../tfjs/gradients';
import type { FusedOp } from '../../protocol/engine';
import type { Sets } from '../kernels/fused';
import { adaptTraining } from '../ops/adapt';
import { type AdapterWeights, adapterCell } from '../ops/adapter-cell';
import type { Batch } from '../ops/batch/batch';
import { ownDomain } from '../ops/batch/own-domain';
import { crossLayer } from '../ops/cross-layer';
import { domainMaps } from '../ops/domain-map';
import { embedFields } from '../ops/embed-fields';
import { factorGate } from '../ops/factor-gate';
import { logisticLoss } from '../ops/head-loss';
import { layerNormRelu } from '../ops/layer-norm';
import { linear, ownLinear } from '../ops/linear';
import { mixExperts, sumOfExperts } from '../ops/mix-experts';
import { normEvaluation, normTraining } from '../ops/norm';
import { optimise } from '../ops/optimise';
import { ownLogit } from '../ops/own-logit';
import { batchOf, counting, FIELDS, idsOf, type Rows, upstream } from './batch';
import { caughtUp, lazilyStepped } from './lazy';
import { numbers } from './numbers';

/** Makes an op's results, and its gradients by all inputs, on the current backend. */
type Case = (parallelSums: boolean) => Tensor[];

/**
 * Odd sizes, so that the edges of vectors and tiles are crossed; and, for each kernel, what takes it through the forms that
 * only a larger size has, one side large and the others small, since a software GPU is slow: tiles of 64 and sums in
 * parts (WebGPU), packed columns, many towers and a wide H (WebAssembly), several shares, chunks and workgroups (both).
 */
const SMALL: Rows = { domains: 2, size: 37, tableRows: 9 };
const MANY: Rows = { domains: 3, size: 1100, tableRows: 40 };
const SOME: Rows = { domains: 3, size: 140, tableRows: 9 };
const TOWERS: Rows = { domains: 7, size: 23, tableRows: 9 };
const [IN, OUT, K, R] = [19, 13, 5, 6];

/** An op's result, and its gradients under a fixed gradient from above. */
function withGradients(op: (...inputs: Tensor[]) => Tensor, shapes: number[][], batch?: Batch): Tensor[] {
  const inputs = shapes.map((shape, i) => numbers(`${i}`, shape));
  const value = op(...inputs);
  return [value, ...grads(op)(inputs, upstream(value.shape, batch))];
}

/** @param lazy only the rows that the batch names are told of */
const embedCase =
  (rows: Rows, lazy: boolean): Case =>
  (parallelSums) => {
    const batch = batchOf(rows, parallelSums);
    const [value, gradient] = withGradients((table) => embedFields(table as Tensor2D, batch, FIELDS, lazy), [[rows.tableRows, 4]], batch) as [Tensor, Tensor];
    const named = [...new Set(Array.from({ length: rows.size }, (_, b) => idsOf(b, rows.tableRows)).flat())];
    return [value, lazy ? gather(gradient, tensor1d(named, 'int32')) : gradient];
  };

const linearCase =
  (towersOfX: number, towers: number, rows: number, inner: number, columns: number): Case =>
  () =>
    withGradients(
      (x, w, b) => linear(x as Tensor3D, w as Tensor3D, b as Tensor3D),
      [
        [towersOfX, rows, inner],
        [towers, inner, columns],
        [towers, 1, columns],
      ],
    );

const ownLinearCase =
  (rows: Rows, inner: number, columns: number): Case =>
  (parallelSums) => {
    const batch = batchOf(rows, parallelSums);
    return withGradients(
      (x, w, b) => counting(ownLinear(x as Tensor3D, w as Tensor3D, b as Tensor3D, batch), batch),
      [
        [1, rows.size, inner],
        [rows.domains, inner, columns],
        [rows.domains, 1, columns],
      ],
    );
  };

const normCase =
  (sets: Sets, rows: Rows, width: number): Case =>
  (parallelSums) => {
    const batch = batchOf(rows, parallelSums);
    const { domains, size } = rows;
    const groups = sets === 'own-in-row' ? 1 : domains;
    const perSet = sets === 'own-in-row' ? [1, domains, width] : [domains, 1, width];
    const running = () => ({ mean: numbers('mean', [domains, 1, width]) as Tensor3D, variance: square(numbers('variance', [domains, 1, width])) as Tensor3D });
    const moved = { ...running(), momentum: 0.2 };
    const kept = { ...moved, momentum: 0 };
    const training = withGradients(
      (x, gamma, beta) => {
        const kind = { sets, rectified: true, unbiased: false, running: kept, dropout: { kept: 12_000_000, key: 99 } };
        return counting(normTraining(x as Tensor3D, gamma as Tensor3D, beta as Tensor3D, batch, kind), batch);
      },
      [[groups, size, width], perSet, perSet],
    );
    const added = withGradients(
      (x, gamma, beta, z) => {
        const kind = { sets, rectified: false, unbiased: true, running: kept };
        return counting(normTraining(x as Tensor3D, gamma as Tensor1D, beta as Tensor1D, batch, kind, z as Tensor3D), batch);
      },
      [[groups, size, width], [width], [width], [groups, size, width]],
    );
    const input = numbers('0', [groups, size, width]) as Tensor3D;
    const [gamma, beta] = [numbers('gamma', perSet), numbers('beta', perSet)] as [Tensor3D, Tensor3D];
    const kind = { sets, rectified: true, unbiased: false };
    const evaluated = counting(normEvaluation(input, gamma, beta, batch, kind, running()), batch);
    normTraining(input, gamma, beta, batch, { ...kind, running: moved });
    return [...training, ...added, evaluated, moved.mean, moved.variance];
  };

/** @param own each row has a gamma and a beta of its own */
const layerNormCase =
  (groups: number, rows: number, width: number, own: boolean): Case =>
  () => {
    const parameters = [groups, own ? rows : 1, width];
    return withGradients(
      (x, gamma, beta) => layerNormRelu(x as Tensor3D, gamma as Tensor3D, beta as Tensor3D),
      [[groups, rows, width], parameters, parameters],
    );
  };

const mixCase =
  (op: typeof mixExperts, gates: number, rows: number, experts: number, width: number): Case =>
  () =>
    withGradients(
      (logits, outputs) => op(logits as Tensor3D, outputs as Tensor3D),
      [
        [gates, rows, experts],
        [experts, rows, width],
      ],
    );

const PRUNED = { most: 2, epsilon: 0.8, below: -1, flat: false } as const;
const gateCase =
  (groups: number, rows: number, width: number, pruned: boolean): Case =>
  () =>
    withGradients(
      (u, t) => {
        const kind = pruned ? PRUNED : { ...PRUNED, epsilon: -1 };
        return factorGate(u as Tensor3D, t as Tensor3D, kind, pruned ? tensor1d([1.7]) : undefined);
      },
      [
        [groups, rows, width],
        [groups, rows, width],
      ],
    );

const mapCase =
  (domains: number, times: number, rows: number, width: number): Case =>
  () =>
    withGradients(
      (x, weight, bias) => domainMaps(x as Tensor3D, weight as Tensor3D, bias as Tensor3D, times),
      [
        [1, rows, width],
        [domains, 1, width],
        [domains, 1, width],
      ],
    );

const ownTowerCase =
  (rows: Rows, width: number): Case =>
  (parallelSums) => {
    const batch = batchOf(rows, parallelSums);
    return withGradients((x) => counting(ownDomain(x as Tensor3D, batch.composed.oneHot()), batch), [[rows.domains, rows.size, width]]);
  };

const cellShapes = ({ domains, size }: Rows, m: number, k: number, r: number) => [
  [domains, size, m],
  [1, size, k * k],
  [m, k],
  [k, r],
  [r, k],
  [k, m],
  [r],
  [m],
];
const weightsOf = ([u1, v1, u2, v2, b1, b2]: Tensor[]) => ({ u1, v1, u2, v2, b1, b2 }) as unknown as AdapterWeights;

const cellCase: Case = () =>
  withGradients((z, h, ...weights) => adapterCell(z as Tensor3D, h as Tensor3D, 0.4, weightsOf(weights)), cellShapes(SMALL, OUT, K, R));

/** As training has it: the gradient by z goes past the cell too. That by b2, which the norm takes out again, is rounding errors. */
const adaptCase =
  (rows: Rows, m: number, k: number, r: number): Case =>
  (parallelSums) => {
    const batch = batchOf(rows, parallelSums);
    const kind = { sets: 'batch' as const, rectified: false, unbiased: true };
    const made = withGradients(
      (gamma, beta, z, h, ...weights) => {
        const scale = 1 / k;
        return counting(adaptTraining(z as Tensor3D, h as Tensor3D, scale, weightsOf(weights), gamma as Tensor1D, beta as Tensor1D, batch, kind), batch);
      },
      [[m], [m], ...cellShapes(rows, m, k, r)],
    );
    return made.slice(0, -1);
  };

const logitCase =
  (rows: Rows, m: number): Case =>
  (parallelSums) => {
    const batch = batchOf(rows, parallelSums);
    return withGradients(
      (z, w, b) => counting(ownLogit(z as Tensor3D, w as Tensor3D, b as Tensor3D, batch), batch),
      [
        [rows.domains, rows.size, m],
        [rows.domains, m, 1],
        [rows.domains, 1, 1],
      ],
    );
  };

const lossCase =
  (rows: Rows): Case =>
  (parallelSums) => {
    const batch = batchOf(rows, parallelSums);
    return withGradients((logits) => reshape(logisticLoss(logits as Tensor3D, batch), [1]), [[1, rows.size, 1]]);
  };

const crossCase =
  (rows: number, width: number): Case =>
  () =>
    withGradients(
      (x0, x, w, b) => crossLayer(x0 as Tensor3D, x as Tensor3D, w as Tensor3D, b as Tensor3D),
      [
        [1, rows, width],
        [1, rows, width],
        [1, width, 1],
        [1, 1, width],
      ],
    );

const OPTIMISERS = ['adam', 'adamw', 'adagrad', 'sgd'] as const;
const optimiseCase =
  (size: number, optimisers: readonly (typeof OPTIMISERS)[number][]): Case =>
  () => {
    const ranges = { embeddings: [64, 128] as [number, number], adapters: [192, size] as [number, number] };
    const step = { t: 3, rate: 0.01, decay: 0.1, embeddingDecay: 0.2, adapterDecay: 0.3, ...ranges, momentum: 0.9, clip: 2 };
    return optimisers.map((optimiser) => {
      const [parameters, gradient, first, second] = ['p', 'g', 'm', 'v'].map((name) => numbers(name, [size])) as [Tensor1D, Tensor1D, Tensor1D, Tensor1D];
      const memories = [optimiser === 'adagrad' ? abs(first) : first, abs(second)] as Tensor1D[];
      const used = memories.slice(0, optimiser.startsWith('adam') ? 2 : 1);
      optimise({ parameters, memories: used }, gradient, { ...step, optimiser });
      return concat([parameters, ...used]);
    });
  };

/** A batch outlives the backward pass, so it is made before an op is called. */
export const CASES: Record<FusedOp, Case[]> = {
  embed: [embedCase(SMALL, false), embedCase(SMALL, true), embedCase(MANY, false)],
  linear: [
    linearCase(1, 2, 37, IN, OUT),
    linearCase(2, 2, 37, IN, OUT),
    // Tiles of 64, full ones and edges (those of own rows would take half a million elements); packed by weight; a sum over
    // rows in parts.
    linearCase(32, 32, 67, 5, 70),
    linearCase(128, 128, 67, 9, 7),
    linearCase(1, 1, 20, 130, 18),
    linearCase(1, 1, 300, 5, 7),
    ownLinearCase(SMALL, IN, OUT),
    ownLinearCase(SOME, 5, 70),
  ],
  norm: (['batch', 'own-in-tower', 'own-in-row'] as const).flatMap((sets) => [normCase(sets, SMALL, OUT), normCase(sets, SOME, 35)]),
  'layer norm': [layerNormCase(2, 37, OUT, false), layerNormCase(2, 37, OUT, true), layerNormCase(3, 300, 70, false)],
  'mixture of experts': [
    mixCase(mixExperts, 2, 37, K, OUT),
    mixCase(sumOfExperts, 2, 37, K, OUT),
    mixCase(mixExperts, 3, 300, 7, 35),
    ownTowerCase(SMALL, OUT),
  ],
  'factor gate': [gateCase(2, 37, OUT, true), gateCase(2, 37, OUT, false), gateCase(3, 300, 70, true)],
  'domain maps': [mapCase(2, 1, 37, OUT), mapCase(3, 2, 300, 70)],
  'adapter cell': [cellCase, adaptCase(TOWERS, IN, 35, OUT)],
  'own logit': [logitCase(SMALL, OUT), logitCase(SOME, 70)],
  'logistic loss': [lossCase(SMALL), lossCase(MANY)],
  'cross layer': [crossCase(37, IN), crossCase(300, 70)],
  optimise: [optimiseCase(200, OPTIMISERS), optimiseCase(40_000, ['adam']), () => OPTIMISERS.flatMap(lazilyStepped), () => OPTIMISERS.map(caughtUp)],
};
