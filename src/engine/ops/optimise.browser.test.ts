import { type Tensor1D, tensor1d, tidy, zeros } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Optimiser } from '../../config/run-config';
import { startEngine } from '../choose';
import type { Engine, EngineName } from '../engine';
import { clipByNorm } from './clip';
import { MEMORIES, OPTIMISE, type OptimiserState } from './optimise';
import golden from './optimise.golden.json';

/** Against PyTorch in float64: five clipped gradients, a rate that changes, weight decay (scripts/oracles/optimisers.py). */
for (const engineName of ['cpu', 'wasm', 'webgpu'] satisfies EngineName[]) {
  describe(`on ${engineName}`, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await startEngine(engineName);
    });
    afterAll(() => engine.stop());

    for (const name of Object.keys(OPTIMISE) as Optimiser[]) {
      for (const perParameter of [false, true]) {
        test(`${name}, decay ${perParameter ? 'per parameter' : 'the same for all'}`, async () => {
          const { start, gradients, rates, decay, momentum, clip, after } = golden;
          let state: OptimiserState = {
            parameters: tensor1d(start),
            memories: Array.from({ length: MEMORIES[name] }, () => zeros([start.length]) as Tensor1D),
          };
          for (const [i, gradient] of gradients.entries()) {
            const [parameters, ...memories] = tidy(() => {
              const next = OPTIMISE[name](state, {
                gradient: clipByNorm(tensor1d(gradient), clip),
                t: i + 1,
                rate: rates[i] as number,
                decay: perParameter ? tensor1d(start.map(() => decay)) : decay,
                momentum,
              });
              return [next.parameters, ...next.memories];
            }) as [Tensor1D, ...Tensor1D[]];
            state = { parameters, memories };
            const wanted = after[name][i] as number[];
            for (const [p, value] of (await parameters.data()).entries()) expect(value).toBeCloseTo(wanted[p] as number, 5);
          }
        });
      }
    }

    test('a short gradient is not lengthened', async () => {
      const kept = tidy(() => clipByNorm(tensor1d([0.3, -0.4]), 1));
      expect(Array.from(await kept.data())).toEqual([Math.fround(0.3), Math.fround(-0.4)]);
      const cut = tidy(() => clipByNorm(tensor1d([30, -40]), 1));
      expect((await cut.data())[1]).toBeCloseTo(-0.8, 5);
    });
  });
}
