import type { TensorInfo } from '@tensorflow/tfjs-core';
import { CATCH_UP, type CatchUp } from '../../kernels/fused';
import { ADAM_EPS, adamCorrections, BETA1, BETA2, OPTIMISER_CODE } from '../../kernels/optimiser';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';
import { STEPPED } from './optimise';

/** What `CAUGHT_UP` needs; see `caughtUpSizes`. */
export const CAUGHT_UP_SIZES = ['shrinkLog: f32', 'firstLog: f32', 'secondLog: f32', 'stepLog: f32', 'stepSum: f32', 'skippedRate: f32'] as const;

/** The logarithm of what is raised to powers; of 0, a number whose multiples are all e^x = 0. */
const logOf = (value: number) => (value > 0 ? Math.max(Math.log(value), -87) : -87);

export function caughtUpSizes(step: Pick<CatchUp, 'optimiser' | 't' | 'rate' | 'embeddingDecay' | 'momentum'>): Record<string, number> {
  const { optimiser, rate, embeddingDecay, momentum } = step;
  const sgd = optimiser === 'sgd';
  const ratio = sgd ? momentum : BETA1 / Math.sqrt(BETA2);
  const adam = adamCorrections(step);
  return {
    ...{ shrinkLog: logOf(1 - rate * embeddingDecay), firstLog: logOf(sgd ? momentum : BETA1), secondLog: Math.log(BETA2) },
    // r + r^2 + … + r^n = r / (1 - r) * (1 - r^n); for 1 the sum is n.
    ...{ stepLog: logOf(ratio), stepSum: ratio === 1 ? 0 : ratio / (1 - ratio), skippedRate: adam.rate / adam.root },
  };
}

/**
 * WGSL: `lazyStep` of kernels/lazy-step.ts. Powers are taken as e^(n ln r), with ln r worked out in double precision: a
 * GPU's logarithm near 1 is too coarse for hundreds of skipped steps.
 */
export const CAUGHT_UP = `
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
    }`;

const THREADS = 64;

/** One thread a row: it runs once an epoch. */
const program = (memories: 1 | 2): Program => ({
  key: `catch up, ${memories} memories`,
  reads: {},
  writes: { parameters: 'f32', first: 'f32', last: 'i32', ...(memories === 2 && ({ second: 'f32' } as const)) },
  sizes: ['rows', 'offset', 'width', 't', 'optimiser', 'rate: f32', 'momentum: f32', ...CAUGHT_UP_SIZES],
  threads: THREADS,
  code: `
    ${STEPPED}${CAUGHT_UP}
    fn run(group: u32, thread: u32) {
      let row = group * ${THREADS}u + thread;
      if (row >= sizes.rows) { return; }
      let skipped = f32(i32(sizes.t) - last[row]);
      if (skipped <= 0.0) { return; }
      last[row] = i32(sizes.t);
      for (var j = 0u; j < sizes.width; j++) {
        let at = sizes.offset + row * sizes.width + j;
        let after = caughtUp(Stepped(parameters[at], first[at], ${memories === 2 ? 'second[at]' : '0.0'}), skipped);
        parameters[at] = after.parameter;
        first[at] = after.first;
        ${memories === 2 ? 'second[at] = after.second;' : ''}
      }
    }`,
});
const [ONE, TWO] = [program(1), program(2)];

export const CATCH_UP_KERNEL: WebgpuKernel = {
  name: CATCH_UP,
  programs: () => [ONE, TWO],
  run: (on, inputs, attributes) => {
    const {
      parametersInPlace: parameters,
      firstInPlace: first,
      lastInPlace: last,
    } = inputs as Record<'parametersInPlace' | 'firstInPlace' | 'lastInPlace', TensorInfo>;
    const { secondInPlace: second } = inputs as Record<string, TensorInfo | undefined>;
    const step = attributes as CatchUp;
    const { optimiser, t, rate, momentum, offset, rows, width } = step;
    const sizes = { rows, offset, width, t, optimiser: OPTIMISER_CODE[optimiser], rate, momentum, ...caughtUpSizes(step) };
    const bound = { parameters, first, last };
    on.run(second ? TWO : ONE, second ? { ...bound, second } : bound, sizes, Math.ceil(rows / THREADS));
    return on.into(parameters, parameters.shape);
  },
};
