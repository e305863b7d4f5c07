import type { TensorInfo } from '@tensorflow/tfjs-core';
import { CATCH_UP, type CatchUp, OPTIMISE, OPTIMISE_ROWS, type Optimise, type OptimiseRows, SQUARES } from '../../kernels/fused';
import { adamCorrections, OPTIMISER_CODE } from '../../kernels/optimiser';
import { referenceTo } from '../../kernels/register-js';
import { registerFused, shares } from './register';

/** Elements of a share. */
const ELEMENTS = 32_768;
/** Elements of a partial sum of squares: as `SQUARES_AT_ONCE` there. */
const SQUARES_AT_ONCE = 16_384;
/** Rows of a table in a share. */
const TABLE_ROWS = 8192;

/** What the parameters' move is multiplied by, and the root of the second mean. */
function factors(step: Pick<Optimise, 'optimiser' | 'rate' | 't'>): [rate: number, root: number] {
  if (step.optimiser === 'sgd' || step.optimiser === 'adagrad') return [step.rate, 1];
  const { rate, root } = adamCorrections(step);
  return [rate, root];
}

export function registerOptimise(): void {
  registerFused<Optimise>(OPTIMISE, (machine, { parametersInPlace, gradient, firstInPlace }, attributes, { secondInPlace, squares }) => {
    const { optimiser, rate, momentum, decay, embeddingDecay, embeddings, adapterDecay, adapters, lazy, clip } = attributes;
    const parameters = parametersInPlace as TensorInfo;
    const size = parameters.shape.reduce((a, b) => a * b, 1);
    const state = [parameters, gradient, firstInPlace, secondInPlace, squares].map((tensor) => machine.at(tensor));
    const decays = [decay, embeddingDecay, ...embeddings, adapterDecay, ...adapters];
    const settings = [OPTIMISER_CODE[optimiser], ...factors(attributes), rate, momentum, ...decays, Number(lazy), clip];
    machine.run('optimise', shares(size, ELEMENTS), ...state, size, ...settings);
    return machine.output(parameters.shape, referenceTo(parameters));
  });

  registerFused(SQUARES, (machine, { gradient }) => {
    const given = gradient as TensorInfo;
    const size = given.shape.reduce((a, b) => a * b, 1);
    const chunks = shares(size, SQUARES_AT_ONCE);
    const sums = machine.space('sums of squares', 8 * chunks);
    const sum = machine.output([]);
    machine.run('squares', chunks, machine.at(given), size, sums);
    machine.run('sumOfSquares', 1, sums, chunks, machine.at(sum));
    return sum;
  });

  registerFused<OptimiseRows>(OPTIMISE_ROWS, (machine, inputs, attributes, { secondInPlace, squares }) => {
    const { parametersInPlace, gradient, firstInPlace, lastInPlace, ints } = inputs as Record<
      'parametersInPlace' | 'gradient' | 'firstInPlace' | 'lastInPlace' | 'ints',
      TensorInfo
    >;
    const { optimiser, t, rate, embeddingDecay, momentum, clip, offset, rows, width, column, ids } = attributes;
    const state = [parametersInPlace, gradient, firstInPlace, secondInPlace].map((tensor) => (tensor ? machine.at(tensor) + 4 * offset : 0));
    const named = [machine.at(ints) + 4 * column, ints.shape[1] as number, ids, ints.shape[0] as number];
    const settings = [OPTIMISER_CODE[optimiser], t, rate, ...factors(attributes), momentum, embeddingDecay, clip];
    machine.run('optimiseRows', shares(rows, TABLE_ROWS), ...state, machine.at(lastInPlace), machine.at(squares), rows, width, ...named, ...settings);
    return machine.output(parametersInPlace.shape, referenceTo(parametersInPlace));
  });

  registerFused<CatchUp>(CATCH_UP, (machine, inputs, attributes, { secondInPlace }) => {
    const { parametersInPlace, firstInPlace, lastInPlace } = inputs as Record<'parametersInPlace' | 'firstInPlace' | 'lastInPlace', TensorInfo>;
    const { optimiser, t, rate, embeddingDecay, momentum, offset, rows, width } = attributes;
    const state = [parametersInPlace, firstInPlace, secondInPlace].map((tensor) => (tensor ? machine.at(tensor) + 4 * offset : 0));
    const settings = [OPTIMISER_CODE[optimiser], t, rate, momentum, embeddingDecay];
    machine.run('catchUpRows', shares(rows, TABLE_ROWS), ...state, machine.at(lastInPlace), rows, width, ...settings);
    return machine.output(parametersInPlace.shape, referenceTo(parametersInPlace));
  });
}
