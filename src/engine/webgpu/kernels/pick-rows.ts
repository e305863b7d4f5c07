import type { TensorInfo } from '@tensorflow/tfjs-core';
import { PICK_ROWS, type PickRows, WEIGHT_COLUMN } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';

const THREADS = 64;

/** One thread an element of both results. */
const PROGRAM: Program = {
  key: 'pick rows',
  reads: { ints: 'i32', floats: 'f32', order: 'i32' },
  writes: { pickedInts: 'i32', pickedFloats: 'f32' },
  sizes: ['intsWidth', 'floatsWidth', 'rows', 'count', 'start', 'weight: f32'],
  threads: THREADS,
  code: `
      fn run(group: u32, thread: u32) {
        let width = sizes.intsWidth + sizes.floatsWidth;
        let at = group * ${THREADS}u + thread;
        let b = at / width;
        if (b >= sizes.rows) { return; }
        let counts = b < sizes.count;
        let row = u32(order[sizes.start + select(0u, b, counts)]);
        let column = at % width;
        if (column < sizes.intsWidth) {
          pickedInts[b * sizes.intsWidth + column] = ints[row * sizes.intsWidth + column];
          return;
        }
        let j = column - sizes.intsWidth;
        var value = floats[row * sizes.floatsWidth + j];
        if (j == ${WEIGHT_COLUMN}u) { value *= select(0.0, sizes.weight, counts); }
        pickedFloats[b * sizes.floatsWidth + j] = value;
      }`,
};

export const PICK_ROWS_KERNEL: WebgpuKernel = {
  name: PICK_ROWS,
  programs: () => [PROGRAM],
  run: (on, inputs, attributes) => {
    const { ints, floats, order } = inputs as Record<'ints' | 'floats' | 'order', TensorInfo>;
    const { start, count, size: rows } = attributes as PickRows;
    const [intsWidth, floatsWidth] = [ints.shape[1] as number, floats.shape[1] as number];
    const [pickedInts, pickedFloats] = [on.allocate([rows, intsWidth], 'int32'), on.allocate([rows, floatsWidth])];
    const sizes = { intsWidth, floatsWidth, rows, count, start, weight: 1 / count };
    on.run(PROGRAM, { ints, floats, order, pickedInts, pickedFloats }, sizes, Math.ceil((rows * (intsWidth + floatsWidth)) / THREADS));
    return [pickedInts, pickedFloats];
  },
};
