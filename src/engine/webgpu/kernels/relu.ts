import { Relu, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';

const THREADS = 64;

/** What is below zero, by its bits: the sign's is set, and the rest is no more than that of infinity. */
const MINUS_ZERO = '0x80000000u';
const MINUS_INFINITY = '0xff800000u';

/**
 * WGSL: ReLU that keeps what is no number, so that a run that diverged does not look calm. It compares bits: a driver may take
 * `select(x, 0.0, x < 0.0)` for `max(x, 0.0)`, as NVIDIA's does, and `max` makes 0 of what is no number.
 */
export const RECTIFY = `
    fn rectify(x: f32) -> f32 {
      let bits = bitcast<u32>(x);
      return select(x, 0.0, bits > ${MINUS_ZERO} && bits <= ${MINUS_INFINITY});
    }`;

const PROGRAM: Program = {
  key: 'relu',
  reads: { x: 'f32' },
  writes: { y: 'f32' },
  sizes: ['size'],
  threads: THREADS,
  code: `${RECTIFY}
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        if (at < sizes.size) { y[at] = rectify(x[at]); }
      }`,
};

/** The kernel as tfjs defines it, for float32. */
export const RELU_KERNEL: WebgpuKernel = {
  name: Relu,
  programs: () => [PROGRAM],
  run: (on, inputs) => {
    const { x } = inputs as { x: TensorInfo };
    const size = util.sizeFromShape(x.shape);
    const y = on.allocate(x.shape);
    on.run(PROGRAM, { x, y }, { size }, Math.ceil(size / THREADS));
    return y;
  },
};
