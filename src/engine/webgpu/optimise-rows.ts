import type { TensorInfo } from '@tensorflow/tfjs-core';
import { OPTIMISE_ROWS, type OptimiseRows } from '../kernels/fused';
import { ADAM_EPS, BETA1, BETA2 } from '../kernels/lazy-step';
import type { WebgpuKernel } from './kernel';
import { OPTIMISER_CODE, STEP, STEP_SIZES, stepSizes } from './optimise';
import type { Program } from './program';

const THREADS = 64;
/** Threads that share a row of the table. */
const LANES = 16;

/**
 * A group of lanes for every place of the batch that names a row. The first of them to say that the row has been moved
 * moves it, and the others pass on; whichever it is, the row moves the same way.
 *
 * Powers are taken as e^(n ln r), with ln r worked out in double precision: a GPU's logarithm near 1 is too coarse for
 * hundreds of skipped steps.
 */
const program = (memories: 1 | 2): Program => ({
  key: `optimise rows, ${memories} memories`,
  reads: { gradient: 'f32', ints: 'i32', squares: 'f32' },
  writes: { parameters: 'f32', first: 'f32', last: 'atomic<i32>', ...(memories === 2 && ({ second: 'f32' } as const)) },
  sizes: [
    ...['places', 'ids', 'intsWidth', 'column', 'offset', 'width', 't'],
    ...['embeddingDecay: f32', 'shrinkLog: f32', 'firstLog: f32', 'secondLog: f32', 'stepLog: f32', 'stepSum: f32', 'skippedRate: f32'],
    ...STEP_SIZES,
  ],
  threads: THREADS,
  code: `${STEP}
    var<workgroup> lastOf: array<i32, ${THREADS / LANES}>;
    /** lazyStep of kernels/lazy-step.ts */
    fn caughtUp(before: Stepped, skipped: f32) -> Stepped {
      var s = before;
      if (skipped <= 0.0 || sizes.optimiser == ${OPTIMISER_CODE.adagrad}u) { return s; }
      var moved = sizes.stepSum * (1.0 - exp(skipped * sizes.stepLog));
      if (sizes.stepSum == 0.0) { moved = select(skipped, 0.0, sizes.momentum == 0.0); }
      if (sizes.optimiser == ${OPTIMISER_CODE.sgd}u) {
        s.parameter -= sizes.rate * s.first * moved;
      } else {
        if (sizes.optimiser == ${OPTIMISER_CODE.adamw}u) { s.parameter *= exp(skipped * sizes.shrinkLog); }
        s.parameter -= sizes.skippedRate * s.first * moved / (sqrt(s.second) + ${ADAM_EPS});
        s.second *= exp(skipped * sizes.secondLog);
      }
      s.first *= exp(skipped * sizes.firstLog);
      return s;
    }
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

/** The logarithm of what is raised to powers; of 0, a number whose multiples are all e^x = 0. */
const logOf = (value: number) => (value > 0 ? Math.max(Math.log(value), -87) : -87);

export const OPTIMISE_ROWS_KERNEL: WebgpuKernel = {
  name: OPTIMISE_ROWS,
  programs: () => [ONE, TWO],
  run: (on, inputs, attributes) => {
    const given = inputs as Record<'parametersInPlace' | 'gradient' | 'firstInPlace' | 'lastInPlace' | 'ints', TensorInfo>;
    const { parametersInPlace: parameters, gradient, firstInPlace: first, lastInPlace: last, ints } = given;
    const { secondInPlace: second, squares } = inputs as Record<string, TensorInfo | undefined>;
    const step = attributes as OptimiseRows;
    const { optimiser, t, rate, embeddingDecay, momentum, offset, width, column, ids } = step;
    const [batch, intsWidth] = ints.shape as [number, number];
    const ratio = optimiser === 'sgd' ? momentum : BETA1 / Math.sqrt(BETA2);
    const sizes = {
      ...{ places: batch * ids, ids, intsWidth, column, offset, width, t, embeddingDecay },
      ...{ shrinkLog: logOf(1 - rate * embeddingDecay), firstLog: logOf(optimiser === 'sgd' ? momentum : BETA1), secondLog: Math.log(BETA2) },
      // r + r^2 + … + r^n = r / (1 - r) * (1 - r^n); for 1 the sum is n.
      ...{ stepLog: logOf(ratio), stepSum: ratio === 1 ? 0 : ratio / (1 - ratio) },
      ...{ skippedRate: (rate * Math.sqrt(1 - BETA2 ** t)) / (1 - BETA1 ** t), ...stepSizes(step) },
    };
    const bound = { parameters, gradient, first, last, ints, squares: squares ?? gradient };
    on.run(second ? TWO : ONE, second ? { ...bound, second } : bound, sizes, Math.ceil((batch * ids * LANES) / THREADS));
    return on.into(parameters, parameters.shape);
  },
};
