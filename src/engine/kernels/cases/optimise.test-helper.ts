import { type Random, randomStream } from '../../../lib/random';
import * as kernel from '../fused';
import { optimise, range, squares } from '../fused.definition.test-helper';
import { exact, floats, type KernelCase, normals } from './case.test-helper';

export const SQUARES: KernelCase[] = [1, 113, 20_011].map((size) => ({
  kernel: kernel.SQUARES,
  title: `${size} elements`,
  make: () => {
    const gradient = normals(randomStream(9, `squares/${size}`), [size]);
    return { inputs: { gradient }, attributes: {}, results: [{ shape: [], values: [squares(exact(gradient))] }] };
  },
}));

export const OPTIMISERS = ['adam', 'adamw', 'adagrad', 'sgd'] as const;

/** Parameters, gradient and memories in the middle of a run; at its start memories are 0. */
export function stateFor(random: Random, optimiser: kernel.Optimise['optimiser'], size: number, fresh = false) {
  const memory = (values: () => number) => floats(fresh ? new Float64Array(size) : range(size).map(values), [size]);
  const second = optimiser === 'adam' || optimiser === 'adamw';
  return {
    parametersInPlace: normals(random, [size]),
    gradient: floats(
      range(size).map(() => (random.below(5) === 0 ? 0 : random.normal())),
      [size],
    ),
    firstInPlace: optimiser === 'adagrad' ? memory(() => 3 * random.uniform()) : memory(() => 0.3 * random.normal()),
    ...(second && { secondInPlace: memory(() => 0.2 + random.uniform()) }),
  };
}

/** A step is about a hundredth of a parameter: the tolerance for parameters is far below it, and well above their rounding. */
export const OF_A_STEP = 0.1;

/** Nothing decays, and no part of the parameters is apart. */
export const NO_DECAY: Pick<kernel.Optimise, 'decay' | 'embeddingDecay' | 'embeddings' | 'adapterDecay' | 'adapters'> = {
  decay: 0,
  embeddingDecay: 0,
  embeddings: [0, 0],
  adapterDecay: 0,
  adapters: [0, 0],
};

function optimiseCase(what: string, optimiser: kernel.Optimise['optimiser'], choice: Partial<kernel.Optimise>, size = 301, fresh = false): KernelCase {
  const attributes: kernel.Optimise = {
    optimiser,
    t: 7,
    rate: 0.01,
    ...NO_DECAY,
    lazy: false,
    momentum: 0,
    clip: 0,
    ...choice,
  };
  return {
    kernel: kernel.OPTIMISE,
    title: `${optimiser}, ${what}`,
    make: () => {
      const { gradient, ...state } = stateFor(randomStream(10, `optimise/${optimiser}/${what}`), optimiser, size, fresh);
      const length = squares(exact(gradient));
      const before = { parameters: exact(state.parametersInPlace), first: exact(state.firstInPlace), second: exact(state.secondInPlace ?? floats([], [0])) };
      const after = optimise(before, exact(gradient), attributes, length);
      const kept = (i: number) => attributes.lazy && i >= attributes.embeddings[0] && i < attributes.embeddings[1];
      const parameters = { shape: [size], values: after.parameters, kept, slack: OF_A_STEP };
      return {
        inputs: { ...state, gradient, ...(attributes.clip > 0 && { squares: floats([length], []) }) },
        attributes,
        results: [{ ...parameters, kept: () => false }],
        changed: {
          parametersInPlace: parameters,
          firstInPlace: { shape: [size], values: after.first, kept },
          ...(state.secondInPlace && { secondInPlace: { shape: [size], values: after.second, kept } }),
        },
      };
    },
  };
}

export const OPTIMISES: KernelCase[] = OPTIMISERS.flatMap((optimiser) => [
  optimiseCase('first step', optimiser, { t: 1 }, 35, true),
  optimiseCase('one parameter', optimiser, { decay: 0.1 }, 1),
  optimiseCase('decay, another one of embeddings', optimiser, { decay: 0.1, embeddingDecay: 0.7, embeddings: [0, 113] }),
  optimiseCase('embeddings in the middle, only they decay', optimiser, { embeddingDecay: 0.5, embeddings: [64, 131] }),
  optimiseCase('another decay of adapters at the end', optimiser, {
    decay: 0.1,
    embeddingDecay: 0.7,
    embeddings: [0, 57],
    adapterDecay: 0.4,
    adapters: [190, 301],
  }),
  optimiseCase('only adapters decay, something behind them', optimiser, { adapterDecay: 0.6, adapters: [64, 131] }),
  optimiseCase('only adapters do not decay, embeddings left alone', optimiser, {
    ...{ decay: 0.3, embeddingDecay: 0.5, embeddings: [8, 65], lazy: true, momentum: 0.9 },
    ...{ adapterDecay: 0, adapters: [65, 130] },
  }),
  optimiseCase('embeddings left alone', optimiser, { decay: 0.1, embeddingDecay: 0.5, embeddings: [65, 130], lazy: true, momentum: 0.9 }),
  optimiseCase('everything left alone', optimiser, { decay: 0.1, embeddings: [0, 301], lazy: true, momentum: 0.9 }),
  optimiseCase('a long gradient clipped', optimiser, { clip: 1.5, decay: 0.1, momentum: 0.9 }),
  optimiseCase('a short gradient not lengthened', optimiser, { clip: 1e4, decay: 0.1, momentum: 0.5 }),
  optimiseCase('many parameters, late', optimiser, { t: 20_000, decay: 1e-2, momentum: 0.9 }, 20_011),
  optimiseCase(
    'ranges over several shares',
    optimiser,
    { decay: 0.1, embeddingDecay: 0.3, embeddings: [40, 33_000], adapterDecay: 0.5, adapters: [34_000, 66_000] },
    66_011,
  ),
]);
