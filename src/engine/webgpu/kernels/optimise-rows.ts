import type { TensorInfo } from '@tensorflow/tfjs-core';
import { OPTIMISE_ROWS, type OptimiseRows } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';
import { CAUGHT_UP, CAUGHT_UP_SIZES, caughtUpSizes } from './catch-up';
import { STEP, STEP_SIZES, stepSizes } from './optimise';

const THREADS = 64;
/** Threads that share a row of the table. */
const LANES = 16;

/**
 * A group of lanes for every place of the batch that names a row. The first of them to say that the row has been moved
 * moves it, and the others pass on; whichever it is, the row moves the same way.
 */
const program = (memories: 1 | 2): Program => ({
  key: `optimise rows, ${memories} memories`,
  reads: { gradient: 'f32', ints: 'i32', squares: 'f32' },
  writes: { parameters: 'f32', first: 'f32', last: 'atomic<i32>', ...(memories === 2 && ({ second: 'f32' } as const)) },
  sizes: [...['places', 'ids', 'intsWidth', 'column', 'offset', 'width', 't'], ...['embeddingDecay: f32', ...CAUGHT_UP_SIZES, ...STEP_SIZES]],
  threads: THREADS,
  code: `${STEP}${CAUGHT_UP}
    var<workgroup> lastOf: array<i32, ${THREADS / LANES}>;
    fn run(group: u32, thread: u32) {
      let place = group * ${THREADS / LANES}u + thread / ${LANES}u;
      let lane = thread % ${LANES}u;
      var row = 0u;
      if (place < sizes.places) {
        row = u32(ints[place / sizes.ids * sizes.intsWidth + sizes.column + place % sizes.ids]);
        if (lane == 0u) { lastOf[thread / ${LANES}u] = atomicExchange(&last[row], i32(sizes.t)); }
      }
      workgroupBarrier();
      let moved = lastOf[thread / ${LANES}u];
      if (place >= sizes.places || moved == i32(sizes.t)) { return; }
      let skipped = f32(i32(sizes.t) - moved - 1);
      for (var j = lane; j < sizes.width; j += ${LANES}u) {
        let at = sizes.offset + row * sizes.width + j;
        let before = Stepped(parameters[at], first[at], ${memories === 2 ? 'second[at]' : '0.0'});
        let after = stepped(caughtUp(before, skipped), gradient[at], sizes.embeddingDecay);
        parameters[at] = after.parameter;
        first[at] = after.first;
        ${memories === 2 ? 'second[at] = after.second;' : ''}
      }
    }`,
});
const [ONE, TWO] = [program(1), program(2)];

export const OPTIMISE_ROWS_KERNEL: WebgpuKernel = {
  name: OPTIMISE_ROWS,
  programs: () => [ONE, TWO],
  run: (on, inputs, attributes) => {
    const given = inputs as Record<'parametersInPlace' | 'gradient' | 'firstInPlace' | 'lastInPlace' | 'ints', TensorInfo>;
    const { parametersInPlace: parameters, gradient, firstInPlace: first, lastInPlace: last, ints } = given;
    const { secondInPlace: second, squares } = inputs as Record<string, TensorInfo | undefined>;
    const step = attributes as OptimiseRows;
    const { t, embeddingDecay, offset, width, column, ids } = step;
    const [batch, intsWidth] = ints.shape as [number, number];
    const sizes = {
      ...{ places: batch * ids, ids, intsWidth, column, offset, width, t, embeddingDecay },
      ...{ ...caughtUpSizes(step), ...stepSizes(step) },
    };
    const bound = { parameters, gradient, first, last, ints, squares: squares ?? gradient };
    on.run(second ? TWO : ONE, second ? { ...bound, second } : bound, sizes, Math.ceil((batch * ids * LANES) / THREADS));
    return on.into(parameters, parameters.shape);
  },
};
