import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { COPY } from '../../kernels/copy';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';

const THREADS = 64;

const PROGRAM: Program = {
  key: 'copy',
  reads: { values: 'f32' },
  writes: { into: 'f32' },
  sizes: ['size'],
  threads: THREADS,
  code: `
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        if (at < sizes.size) { into[at] = values[at]; }
      }`,
};

/** From buffer to buffer, in order with the dispatches that are recorded; a buffer cannot be copied to itself, so a program does that. */
export const COPY_KERNEL: WebgpuKernel = {
  name: COPY,
  programs: () => [],
  run: (on, inputs) => {
    const { values, target } = inputs as { values: TensorInfo; target: TensorInfo };
    const size = util.sizeFromShape(target.shape);
    const [from, to] = [on.place(values), on.place(target)];
    if (from.buffer === to.buffer) {
      on.run(PROGRAM, { values, into: target }, { size }, Math.ceil(size / THREADS));
    } else {
      on.forget(target);
      on.copy(from, to, 4 * size);
    }
    return on.into(target, target.shape);
  },
};
