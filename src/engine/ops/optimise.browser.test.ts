import { type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Optimiser } from '../../config/run-config';
import type { EngineName } from '../../protocol/engine';
import { startEngine } from '../choose';
import type { Engine } from '../engine';
import { NO_DECAY } from '../kernels/cases/optimise.test-helper';
import { composed } from '../kernels/fusion';
import { MEMORIES, type OptimiserState, type OptimiserStep, optimise } from './optimise';
import golden from './optimise.golden.json';

const SGD_WITHOUT_MEMORY: OptimiserStep = {
  optimiser: 'sgd',
  t: 1,
  rate: 1,
  ...NO_DECAY,
  momentum: 0,
  clip: 1,
};

/** Against PyTorch in float64: five clipped gradients, a rate that changes, weight decay (scripts/oracles/optimisers.py). */
for (const engineName of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${engineName}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(engineName);
    });
    afterAll(() => engine.stop());

    const stateOf = (start: number[], memories: number): OptimiserState => ({
      parameters: tensor1d(start),
      memories: Array.from({ length: memories }, () => tensor1d(new Float32Array(start.length))),
    });
    const forget = ({ parameters, memories }: OptimiserState) => {
      for (const each of [parameters, ...memories]) each.dispose();
    };

    for (const way of engineName === 'cpu' ? (['composed'] as const) : (['composed', 'fused'] as const)) {
      const step = (state: OptimiserState, gradient: Tensor1D, settings: OptimiserStep) => {
        if (way === 'composed') composed(() => optimise(state, gradient, settings));
        else optimise(state, gradient, settings);
        gradient.dispose();
      };

      for (const name of Object.keys(MEMORIES) as Optimiser[]) {
        // The oracle's decay is one number; what another would do is seen where all parameters have it.
        for (const all of ['embeddings', 'adapters', 'neither'] as const) {
          test(`${name}, ${all}, ${way}`, async () => {
            const { start, gradients, rates, decay, momentum, clip, after } = golden;
            const state = stateOf(start, MEMORIES[name]);
            for (const [i, gradient] of gradients.entries()) {
              step(state, tensor1d(gradient), {
                optimiser: name,
                t: i + 1,
                rate: rates[i] as number,
                decay: all === 'neither' ? decay : 7,
                embeddingDecay: all === 'embeddings' ? decay : 7,
                embeddings: all === 'embeddings' ? [0, start.length] : [0, 0],
                adapterDecay: all === 'adapters' ? decay : 7,
                adapters: all === 'adapters' ? [0, start.length] : [0, 0],
                momentum,
                clip,
              });
              const wanted = after[name][i] as number[];
              for (const [p, value] of (await state.parameters.data()).entries()) expect(value).toBeCloseTo(wanted[p] as number, 5);
            }
            forget(state);
          });
        }
      }

      test(`a short gradient is not lengthened, a long one keeps its direction, ${way}`, async () => {
        const state = stateOf([0, 0], 1);
        step(state, tensor1d([0.3, -0.4]), SGD_WITHOUT_MEMORY);
        expect(Array.from(await state.parameters.data())).toEqual([Math.fround(-0.3), Math.fround(0.4)]);
        step(state, tensor1d([30, -40]), SGD_WITHOUT_MEMORY);
        const [x, y] = (await state.parameters.data()) as Float32Array;
        expect(x).toBeCloseTo(-0.3 - 0.6, 5);
        expect(y).toBeCloseTo(0.4 + 0.8, 5);
        forget(state);
      });
    }
  });
}
