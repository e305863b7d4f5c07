import type { TensorInfo } from '@tensorflow/tfjs-core';
import { LABEL_COLUMN, LOGISTIC_LOSS, WEIGHT_COLUMN } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';

const THREADS = 256;

/** WGSL: 1 / (1 + e^-x). Below -80 it is 0 for every use, and e^-x no number any more. What is no number stays none, which `max` does not promise. */
export const LOGISTIC = `
    fn logistic(x: f32) -> f32 { return 1.0 / (1.0 + exp(-select(x, -80.0, x < -80.0))); }`;

/**
 * WGSL: log(1 + e) for e in 0 .. 1. The logarithm of a GPU may be off by 5e-7 near 1, which is all that a confident
 * row's loss is; the series of the inverse hyperbolic tangent is not: t <= 1/3, and its next term is below 1e-8 of it.
 */
const LOG1P = `
    fn log1p(e: f32) -> f32 {
      let t = e / (2.0 + e);
      let s = t * t;
      return 2.0 * t * (1.0 + s * (1.0 / 3.0 + s * (1.0 / 5.0 + s * (1.0 / 7.0 + s * (1.0 / 9.0 + s * (1.0 / 11.0 + s * (1.0 / 13.0 + s / 15.0)))))));
    }`;

/** One workgroup for the whole batch. */
const PROGRAM: Program = {
  key: 'logistic loss',
  reads: { logits: 'f32', floats: 'f32' },
  writes: { loss: 'f32', gradient: 'f32' },
  sizes: ['rows', 'width'],
  threads: THREADS,
  code: `${LOGISTIC}${LOG1P}
      var<workgroup> sums: array<f32, ${THREADS}>;
      fn run(group: u32, thread: u32) {
        var sum = 0.0;
        for (var b = thread; b < sizes.rows; b += ${THREADS}u) {
          let x = logits[b];
          let label = floats[b * sizes.width + ${LABEL_COLUMN}u];
          let weight = floats[b * sizes.width + ${WEIGHT_COLUMN}u];
          sum += weight * (max(x, 0.0) - label * x + log1p(exp(-min(abs(x), 80.0))));
          gradient[b] = weight * (logistic(x) - label);
        }
        sums[thread] = sum;
        for (var half = ${THREADS / 2}u; half > 0u; half /= 2u) {
          workgroupBarrier();
          if (thread < half) { sums[thread] += sums[thread + half]; }
        }
        if (thread == 0u) { loss[0] = sums[0]; }
      }`,
};

export const LOGISTIC_LOSS_KERNEL: WebgpuKernel = {
  name: LOGISTIC_LOSS,
  programs: () => [PROGRAM],
  run: (on, inputs) => {
    const { logits, floats } = inputs as { logits: TensorInfo; floats: TensorInfo };
    const [rows, width] = floats.shape as [number, number];
    const [loss, gradient] = [on.allocate([]), on.allocate(logits.shape)];
    on.run(PROGRAM, { logits, floats, loss, gradient }, { rows, width }, 1);
    return [loss, gradient];
  },
};
