import type { TensorInfo } from '@tensorflow/tfjs-core';
import { OPTIMISE, type Optimise, SQUARES } from '../../kernels/fused';
import { ADAGRAD_EPS, ADAM_EPS, adamCorrections, BETA1, BETA2, CLIP_EPS, OPTIMISER_CODE } from '../../kernels/optimiser';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';

/** What a step needs beside sizes; see `stepSizes`. */
export const STEP_SIZES = ['optimiser', 'rate: f32', 'adamRate: f32', 'adamRoot: f32', 'momentum: f32', 'clip: f32'] as const;

export function stepSizes(step: Pick<Optimise, 'optimiser' | 't' | 'rate' | 'momentum' | 'clip'>): Record<string, number> {
  const { optimiser, rate, momentum, clip } = step;
  const adam = adamCorrections(step);
  return { optimiser: OPTIMISER_CODE[optimiser], rate, momentum, clip, adamRate: adam.rate, adamRoot: adam.root };
}

/** WGSL: a parameter and what is remembered of it, the first and the second memory. */
export const STEPPED = 'struct Stepped { parameter: f32, first: f32, second: f32 }';

/**
 * WGSL: one parameter's step; `remembered` is the first and the second memory, as far as the optimiser has them.
 * An optimiser of one memory has the first in the place of the second too, and does not write it.
 */
export const STEP = `
    ${STEPPED}
    fn stepped(before: Stepped, slope: f32, decay: f32) -> Stepped {
      var s = before;
      var g = slope;
      if (sizes.clip > 0.0) { g *= min(1.0, sizes.clip / (sqrt(squares[0]) + ${CLIP_EPS})); }
      if (sizes.optimiser == ${OPTIMISER_CODE.adamw}u) { s.parameter -= s.parameter * (sizes.rate * decay); } else { g += decay * s.parameter; }
      if (sizes.optimiser == ${OPTIMISER_CODE.adagrad}u) {
        s.first += g * g;
        s.parameter -= sizes.rate * (g / (sqrt(s.first) + ${ADAGRAD_EPS}));
      } else if (sizes.optimiser == ${OPTIMISER_CODE.sgd}u) {
        s.first = s.first * sizes.momentum + g;
        s.parameter -= sizes.rate * s.first;
      } else {
        s.first = s.first * ${BETA1} + g * ${(1 - BETA1).toFixed(15)};
        s.second = s.second * ${BETA2} + g * g * ${(1 - BETA2).toFixed(15)};
        s.parameter -= sizes.adamRate * (s.first / (sqrt(s.second) * sizes.adamRoot + ${ADAM_EPS}));
      }
      return s;
    }`;

const THREADS = 256;
const DECAYS = ['decay: f32', 'embeddingDecay: f32', 'adapterDecay: f32'] as const;

/** One thread per parameter, in place. Skipped embeddings get no thread: the cost must not depend on their number. */
const program = (memories: 1 | 2): Program => ({
  key: `optimise, ${memories} memories`,
  reads: { gradient: 'f32', squares: 'f32' },
  writes: { parameters: 'f32', first: 'f32', ...(memories === 2 && ({ second: 'f32' } as const)) },
  sizes: ['size', 'embeddingsFrom', 'embeddingsEnd', 'adaptersFrom', 'adaptersEnd', 'passedOver', ...DECAYS, ...STEP_SIZES],
  threads: THREADS,
  code: `${STEP}
      fn run(group: u32, thread: u32) {
        var at = group * ${THREADS}u + thread;
        if (at >= sizes.embeddingsFrom) { at += sizes.passedOver; }
        if (at >= sizes.size) { return; }
        let embedding = at >= sizes.embeddingsFrom && at < sizes.embeddingsEnd;
        let ofAdapter = at >= sizes.adaptersFrom && at < sizes.adaptersEnd;
        let decay = select(select(sizes.decay, sizes.adapterDecay, ofAdapter), sizes.embeddingDecay, embedding);
        let before = Stepped(parameters[at], first[at], ${memories === 2 ? 'second[at]' : '0.0'});
        let after = stepped(before, gradient[at], decay);
        parameters[at] = after.parameter;
        first[at] = after.first;
        ${memories === 2 ? 'second[at] = after.second;' : ''}
      }`,
});
const [ONE, TWO] = [program(1), program(2)];

export const OPTIMISE_KERNEL: WebgpuKernel = {
  name: OPTIMISE,
  programs: () => [ONE, TWO],
  run: (on, inputs, attributes) => {
    const { parametersInPlace: parameters, gradient, firstInPlace: first } = inputs as Record<'parametersInPlace' | 'gradient' | 'firstInPlace', TensorInfo>;
    const { secondInPlace: second, squares } = inputs as Record<string, TensorInfo | undefined>;
    const step = attributes as Optimise;
    const { embeddings, adapters, lazy, decay, embeddingDecay, adapterDecay } = step;
    const size = parameters.shape[0] as number;
    const [embeddingsFrom, embeddingsEnd] = embeddings;
    const [adaptersFrom, adaptersEnd] = adapters;
    const passedOver = lazy ? embeddingsEnd - embeddingsFrom : 0;
    const ranges = { embeddingsFrom, embeddingsEnd, adaptersFrom, adaptersEnd, passedOver };
    const sizes = { size, ...ranges, decay, embeddingDecay, adapterDecay, ...stepSizes(step) };
    const bound = { parameters, gradient, first, squares: squares ?? gradient };
    on.run(second ? TWO : ONE, second ? { ...bound, second } : bound, sizes, Math.ceil((size - passedOver) / THREADS));
    return on.into(parameters, parameters.shape);
  },
};

/** Elements that a workgroup sums: two rounds are enough for 2^28 of them. */
const SPAN = 16_384;

/** The sums of spans of squares, or of sums. */
const SUM: Program = {
  key: 'squares',
  reads: { values: 'f32' },
  writes: { sums: 'f32' },
  sizes: ['size', 'squared'],
  threads: THREADS,
  code: `
      var<workgroup> ofThreads: array<f32, ${THREADS}>;
      fn run(group: u32, thread: u32) {
        let end = min((group + 1u) * ${SPAN}u, sizes.size);
        var sum = 0.0;
        for (var at = group * ${SPAN}u + thread; at < end; at += ${THREADS}u) {
          let value = values[at];
          sum += select(value, value * value, sizes.squared != 0u);
        }
        ofThreads[thread] = sum;
        for (var half = ${THREADS / 2}u; half > 0u; half /= 2u) {
          workgroupBarrier();
          if (thread < half) { ofThreads[thread] += ofThreads[thread + half]; }
        }
        if (thread == 0u) { sums[group] = ofThreads[0]; }
      }`,
};

export const SQUARES_KERNEL: WebgpuKernel = {
  name: SQUARES,
  programs: () => [SUM],
  run: (on, inputs) => {
    let { gradient: values } = inputs as { gradient: TensorInfo };
    let size = values.shape[0] as number;
    for (let squared = 1; ; squared = 0) {
      const count = Math.ceil(size / SPAN);
      const sums = on.allocate(count === 1 ? [] : [count]);
      on.run(SUM, { values, sums }, { size, squared }, count);
      if (squared === 0) on.release(values);
      if (count === 1) return sums;
      [values, size] = [sums, count];
    }
  },
};
