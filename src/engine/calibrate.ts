import { grads, type Tensor, type Tensor3D, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { Engine } from './engine';
import { linear } from './ops/linear';

/** What was measured on this machine, of one engine. */
export interface Rate {
  /** Floating-point operations a second, in 10^9, of a layer's three matrix products. */
  gflops: number;
}

/** A layer of a usual size, forward and back: enough work to keep a GPU busy, little enough for a processor. */
const [ROWS, INPUTS, OUTPUTS] = [1024, 128, 256];
/** Three products of a multiply and an add each. */
const FLOPS = 3 * 2 * ROWS * INPUTS * OUTPUTS;
const MOST_MS = 60;
const MOST_REPEATS = 8;

/** Measures the current engine: the best of a few repeats, after one that compiles. About 0.1 s; more on a software GPU. */
export async function measureEngine(engine: Engine): Promise<Rate> {
  const values = (size: number) => Float32Array.from({ length: size }, (_, i) => Math.sin(i));
  const inputs = [
    tensor3d(values(ROWS * INPUTS), [1, ROWS, INPUTS]),
    tensor3d(values(INPUTS * OUTPUTS), [1, INPUTS, OUTPUTS]),
    tensor3d(values(OUTPUTS), [1, 1, OUTPUTS]),
  ] as const;
  const dy = tensor3d(values(ROWS * OUTPUTS), [1, ROWS, OUTPUTS]);
  const once = async () => {
    const begun = performance.now();
    tidy(() => grads((x, w, b) => linear(x as Tensor3D, w as Tensor3D, b as Tensor3D))(inputs as unknown as Tensor[], dy));
    engine.submit();
    await engine.finished();
    return performance.now() - begun;
  };
  await once();
  const begun = performance.now();
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < MOST_REPEATS && (i === 0 || performance.now() - begun < MOST_MS); i++) best = Math.min(best, await once());
  for (const tensor of [...inputs, dy]) tensor.dispose();
  return { gflops: FLOPS / best / 1e6 };
}
