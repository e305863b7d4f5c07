import type { TensorInfo } from '@tensorflow/tfjs-core';
import { halfBits, ROUNDS, SHUFFLE, type Shuffle } from '../../kernels/shuffle';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';
import { MIX32 } from './dropout-mask';

const THREADS = 64;

/** One thread a place; the network is that of `placeInShuffle`, bit for bit. */
const PROGRAM: Program = {
  key: 'shuffle',
  reads: { rows: 'i32' },
  writes: { order: 'i32' },
  sizes: ['size', 'half', 'key'],
  threads: THREADS,
  code: `${MIX32}
      fn run(group: u32, thread: u32) {
        let place = group * ${THREADS}u + thread;
        if (place >= sizes.size) { return; }
        let mask = (1u << sizes.half) - 1u;
        var at = place;
        loop {
          var left = at >> sizes.half;
          var right = at & mask;
          for (var round = 0u; round < ${ROUNDS}u; round++) {
            let next = left ^ (mix32(right ^ mix32(sizes.key + round * 0x9e3779b9u)) & mask);
            left = right;
            right = next;
          }
          at = (left << sizes.half) | right;
          if (at < sizes.size) { break; }
        }
        order[place] = rows[at];
      }`,
};

export const SHUFFLE_KERNEL: WebgpuKernel = {
  name: SHUFFLE,
  programs: () => [PROGRAM],
  run: (on, inputs, attributes) => {
    const { rows } = inputs as { rows: TensorInfo };
    const { key } = attributes as Shuffle;
    const size = rows.shape[0] as number;
    const order = on.allocate([size], 'int32');
    on.run(PROGRAM, { rows, order }, { size, half: halfBits(size), key: key >>> 0 }, Math.ceil(size / THREADS));
    return order;
  },
};
