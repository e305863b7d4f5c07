import type { TensorInfo } from '@tensorflow/tfjs-core';
import { SEGMENT_SUM } from '../../kernels/segment-sum';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';

const THREADS = 64;

/** One thread per sum and column, each adding its rows in order: no atomics, so the same bits every time. */
const program = (indexed: boolean): Program => ({
  key: `segment sum${indexed ? ' indexed' : ''}`,
  reads: { values: 'f32', starts: 'i32', ...(indexed && ({ index: 'i32' } as const)) },
  writes: { sums: 'f32' },
  sizes: ['columns', 'size'],
  threads: THREADS,
  code: `
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        if (at >= sizes.size) { return; }
        let segment = at / sizes.columns;
        let column = at % sizes.columns;
        var sum = 0.0;
        for (var i = starts[segment]; i < starts[segment + 1u]; i++) {
          sum += values[u32(${indexed ? 'index[i]' : 'i'}) * sizes.columns + column];
        }
        sums[at] = sum;
      }`,
});
const PLAIN = program(false);
const INDEXED = program(true);

export const SEGMENT_SUM_KERNEL: WebgpuKernel = {
  name: SEGMENT_SUM,
  programs: () => [],
  run: (on, inputs) => {
    const { values, index, starts } = inputs as { values: TensorInfo; index?: TensorInfo; starts: TensorInfo };
    const columns = values.shape[1] as number;
    const segments = (starts.shape[0] as number) - 1;
    const sums = on.allocate([segments, columns]);
    const bound = { values, starts, sums, ...(index && { index }) };
    on.run(index ? INDEXED : PLAIN, bound, { columns, size: segments * columns }, Math.ceil((segments * columns) / THREADS));
    return sums;
  },
};
