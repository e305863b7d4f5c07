import { tensor3d } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine/engine';
import { linear } from '../engine/ops/linear';
import type { Timed } from './interleave';

/** Inner size and width of the product: even multiples of every tile, and as large as the largest layers. */
const [INPUTS, OUTPUTS] = [256, 256];
const REPEATS = 4;

/**
 * The engine's own matrix product with nothing around it. A whole step's speed is compared with it.
 *
 * @param rows of the left operand
 */
export function bareProduct(engine: Engine, rows: number): Timed & { flops: number; dispose(): void } {
  const values = (size: number) => Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  const [x, weight, bias] = [
    tensor3d(values(rows * INPUTS), [1, rows, INPUTS]),
    tensor3d(values(INPUTS * OUTPUTS), [1, INPUTS, OUTPUTS]),
    tensor3d(new Float32Array(OUTPUTS), [1, 1, OUTPUTS]),
  ];
  return {
    flops: 2 * rows * INPUTS * OUTPUTS,
    once: async () => {
      const begun = performance.now();
      for (let i = 0; i < REPEATS; i++) linear(x, weight, bias).dispose();
      engine.submit();
      await engine.finished();
      return (performance.now() - begun) / REPEATS;
    },
    dispose: () => {
      for (const tensor of [x, weight, bias]) tensor.dispose();
    },
  };
}
