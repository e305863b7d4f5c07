import type { TensorInfo } from '@tensorflow/tfjs-core';
import { EMBED, type EmbedFields } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';

const THREADS = 64;

/** One thread an element of the result. `firstSlots[f]` is the first slot of field f, and behind the last field all slots. */
const PROGRAM: Program = {
  key: 'embed',
  reads: { table: 'f32', ints: 'i32', floats: 'f32', firstSlots: 'i32' },
  writes: { y: 'f32' },
  sizes: ['size', 'width', 'embedded', 'dense', 'intsWidth', 'floatsWidth', 'column', 'weighted', 'weightColumn', 'denseColumn'],
  threads: THREADS,
  code: `
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        if (at >= sizes.size) { return; }
        let across = sizes.embedded + sizes.dense;
        let b = at / across;
        let j = at % across;
        let ofFloats = b * sizes.floatsWidth;
        if (j >= sizes.embedded) {
          y[at] = floats[ofFloats + sizes.denseColumn + j - sizes.embedded];
          return;
        }
        let field = j / sizes.width;
        var sum = 0.0;
        for (var slot = u32(firstSlots[field]); slot < u32(firstSlots[field + 1u]); slot++) {
          let id = u32(ints[b * sizes.intsWidth + sizes.column + slot]);
          var value = table[id * sizes.width + j % sizes.width];
          if (sizes.weighted != 0u) { value *= floats[ofFloats + sizes.weightColumn + slot]; }
          sum += value;
        }
        y[at] = sum;
      }`,
};

export const EMBED_KERNEL: WebgpuKernel = {
  name: EMBED,
  programs: () => [PROGRAM],
  run: (on, inputs, attributes) => {
    const { table, ints, floats } = inputs as Record<'table' | 'ints' | 'floats', TensorInfo>;
    const { column, slots, weightColumn, denseColumn, dense } = attributes as EmbedFields;
    const [batch, intsWidth] = ints.shape as [number, number];
    const width = table.shape[1] as number;
    const embedded = slots.length * width;
    const size = batch * (embedded + dense);
    const y = on.allocate([1, batch, embedded + dense]);
    const sizes = {
      ...{ size, width, embedded, dense, intsWidth, floatsWidth: floats.shape[1] as number, column },
      ...{ weighted: weightColumn < 0 ? 0 : 1, weightColumn: Math.max(weightColumn, 0), denseColumn: Math.max(denseColumn, 0) },
    };
    on.run(PROGRAM, { table, ints, floats, firstSlots: on.constant(firstSlotsOf(slots)), y }, sizes, Math.ceil(size / THREADS));
    return y;
  },
};

/** The first slot of each field, then all slots. */
function firstSlotsOf(slots: readonly number[]): number[] {
  const first = [0];
  for (const count of slots) first.push((first.at(-1) as number) + count);
  return first;
}
