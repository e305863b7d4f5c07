import { grads, type Tensor, type Tensor3D, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { Engine } from './engine';
import { linear } from './ops/linear';

/** A layer of a usual size, forward and back: enough work to keep a GPU busy, little enough for a processor. */
const [ROWS, INPUTS, OUTPUTS] = [1024, 128, 256];
/** Three products of a multiply and an add each. */
const FLOPS = 3 * 2 * ROWS * INPUTS * OUTPUTS;
const MOST_MS = 60;
const MOST_REPEATS = 8;
/** Passes that are waited for together, where one takes less than this: else a fast GPU is measured by how long an answer takes. */
const TOGETHER = 8;
const QUICK_MS = 8;
/** An engine that takes longer than this is too slow to be chosen. Compiling comes first, and may take a driver longer. */
const GIVE_UP_MS = 600;
const GIVE_UP_COMPILING_MS = 3000;

/**
 * Measures the current engine: the best of a few repeats, after one that compiles; 0.1 s, on a software GPU up to 1 s.
 *
 * @returns floating-point operations a second, in 10^9, of a layer's three matrix products; what it can be at most where the
 *   engine took too long
 */
export async function measureEngine(engine: Engine): Promise<number> {
  const values = (size: number) => Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  const inputs = [
    tensor3d(values(ROWS * INPUTS), [1, ROWS, INPUTS]),
    tensor3d(values(INPUTS * OUTPUTS), [1, INPUTS, OUTPUTS]),
    tensor3d(values(OUTPUTS), [1, 1, OUTPUTS]),
  ] as const;
  const dy = tensor3d(values(ROWS * OUTPUTS), [1, ROWS, OUTPUTS]);
  const once = async (passes = 1) => {
    const begun = performance.now();
    for (let pass = 0; pass < passes; pass++) {
      tidy(() => grads((x, w, b) => linear(x as Tensor3D, w as Tensor3D, b as Tensor3D))(inputs as unknown as Tensor[], dy));
      engine.submit();
    }
    await engine.finished();
    return (performance.now() - begun) / passes;
  };
  const best = async () => {
    const begun = performance.now();
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < MOST_REPEATS && (i === 0 || performance.now() - begun < MOST_MS); i++)
      least = Math.min(least, await once(least < QUICK_MS ? TOGETHER : 1));
    for (const tensor of [...inputs, dy]) tensor.dispose();
    return least;
  };
  const compiled = await Promise.race([once(), after(GIVE_UP_COMPILING_MS)]);
  const ms = compiled < GIVE_UP_COMPILING_MS ? await Promise.race([best(), after(GIVE_UP_MS)]) : compiled;
  return FLOPS / ms / 1e6;
}

/** @returns the milliseconds that it waited for */
function after(ms: number): Promise<number> {
  return new Promise((resolve) => setTimeout(() => resolve(ms), ms));
}
