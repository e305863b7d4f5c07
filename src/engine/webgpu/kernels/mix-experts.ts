import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { MIX_EXPERTS, MIX_EXPERTS_GRADIENT, type MixExperts } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';
import { forEachLanes, groupsOfRows, rowTotal } from './row-lanes';

const THREADS = 64;
const SIZES = ['all', 'rows', 'experts', 'width'] as const;

/** WGSL: `r` is a gate's row, `b` a row of the batch, `first` where the shares of `r` begin. */
const place = (lanes: number) => `
        let r = group * ${THREADS / lanes}u + thread / ${lanes}u;
        let lane = thread % ${lanes}u;
        let b = r % sizes.rows;
        let first = r * sizes.experts;
        let there = r < sizes.all;`;

/** WGSL: for each expert `n` that a lane answers for. */
const overExperts = (lanes: number, line: string) => `if (there) {
          for (var n = lane; n < sizes.experts; n += ${lanes}u) { ${line} }
        }`;

/** WGSL: what `r` mixes, from its shares. */
const mix = (lanes: number) => `if (there) {
          for (var j = lane; j < sizes.width; j += ${lanes}u) {
            var mixed = 0.0;
            for (var n = 0u; n < sizes.experts; n++) { mixed += shares[first + n] * experts[(n * sizes.rows + b) * sizes.width + j]; }
            y[r * sizes.width + j] = mixed;
          }
        }`;

/** Each lane makes the shares of its experts. All wait for each other before they read all shares. */
const GATED = forEachLanes((lanes) => ({
  key: 'mixture of experts, gated',
  reads: { logits: 'f32', experts: 'f32' },
  writes: { shares: 'f32', y: 'f32' },
  sizes: SIZES,
  threads: THREADS,
  code: `${rowTotal(THREADS, lanes)}
      fn run(group: u32, thread: u32) {${place(lanes)}
        var most = 0.0;
        if (there) {
          most = logits[first];
          for (var n = 1u; n < sizes.experts; n++) { most = max(most, logits[first + n]); }
        }
        var sum = 0.0;
        ${overExperts(lanes, 'let power = exp(logits[first + n] - most); shares[first + n] = power; sum += power;')}
        let total = rowTotal(thread, sum);
        ${overExperts(lanes, 'shares[first + n] /= total;')}
        ${lanes > 1 ? 'storageBarrier();' : ''}
        ${mix(lanes)}
      }`,
}));

/** An element a thread: neighbours read neighbouring columns. */
const GIVEN: Program = {
  key: 'mixture of experts, shares given',
  reads: { shares: 'f32', experts: 'f32' },
  writes: { y: 'f32' },
  sizes: ['rows', 'experts', 'width', 'size'],
  threads: THREADS,
  code: `
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        if (at >= sizes.size) { return; }
        let j = at % sizes.width;
        let r = at / sizes.width;
        let b = r % sizes.rows;
        var mixed = 0.0;
        for (var n = 0u; n < sizes.experts; n++) { mixed += shares[r * sizes.experts + n] * experts[(n * sizes.rows + b) * sizes.width + j]; }
        y[at] = mixed;
      }`,
};

/** Each slope is a product over a row's lanes; the lane that answers for an expert keeps it. */
const byLogits = (gated: boolean) =>
  forEachLanes((lanes) => ({
    key: `mixture of experts by ${gated ? 'logits' : 'shares'}`,
    reads: { dy: 'f32', shares: 'f32', experts: 'f32' },
    writes: { dLogits: 'f32' },
    sizes: SIZES,
    threads: THREADS,
    code: `${rowTotal(THREADS, lanes)}
      fn run(group: u32, thread: u32) {${place(lanes)}
        var pulled = 0.0;
        for (var n = 0u; n < sizes.experts; n++) {
          var sum = 0.0;
          if (there) {
            for (var j = lane; j < sizes.width; j += ${lanes}u) { sum += dy[r * sizes.width + j] * experts[(n * sizes.rows + b) * sizes.width + j]; }
          }
          let slope = rowTotal(thread, sum);
          if (there && n % ${lanes}u == lane) { dLogits[first + n] = slope; }
          ${gated ? 'if (there) { pulled += shares[first + n] * slope; }' : ''}
        }
        ${gated ? overExperts(lanes, 'dLogits[first + n] = shares[first + n] * (dLogits[first + n] - pulled);') : ''}
      }`,
  }));
const BY_LOGITS = { softmax: byLogits(true), given: byLogits(false) };

/** An element a thread, as above. */
const BY_EXPERTS: Program = {
  key: 'mixture of experts by experts',
  reads: { dy: 'f32', shares: 'f32' },
  writes: { dExperts: 'f32' },
  sizes: ['gates', 'rows', 'experts', 'width', 'size'],
  threads: THREADS,
  code: `
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        if (at >= sizes.size) { return; }
        let j = at % sizes.width;
        let b = at / sizes.width % sizes.rows;
        let n = at / (sizes.width * sizes.rows);
        var sum = 0.0;
        for (var g = 0u; g < sizes.gates; g++) {
          let r = g * sizes.rows + b;
          sum += shares[r * sizes.experts + n] * dy[r * sizes.width + j];
        }
        dExperts[at] = sum;
      }`,
};

function sizesOf(shares: TensorInfo, outputs: TensorInfo) {
  const [gates, rows, experts] = shares.shape as [number, number, number];
  return { gates, all: gates * rows, rows, experts, width: outputs.shape[2] as number };
}

export const MIX_EXPERTS_KERNEL: WebgpuKernel = {
  name: MIX_EXPERTS,
  programs: (on) => [GATED(on), GIVEN],
  run: (on, inputs, attributes) => {
    const { logits, experts } = inputs as Record<'logits' | 'experts', TensorInfo>;
    const { gates, all, ...sizes } = sizesOf(logits, experts);
    const y = on.allocate([gates, sizes.rows, sizes.width]);
    if ((attributes as MixExperts).shares !== 'softmax') {
      const size = util.sizeFromShape(y.shape);
      on.run(GIVEN, { shares: logits, experts, y }, { ...sizes, size }, Math.ceil(size / THREADS));
      return [y];
    }
    const shares = on.allocate(logits.shape);
    on.run(GATED(on), { logits, experts, shares, y }, { all, ...sizes }, groupsOfRows(on, all, THREADS));
    return [y, shares];
  },
};

export const MIX_EXPERTS_GRADIENT_KERNEL: WebgpuKernel = {
  name: MIX_EXPERTS_GRADIENT,
  programs: (on) => [BY_LOGITS.softmax(on), BY_LOGITS.given(on), BY_EXPERTS],
  run: (on, inputs, attributes) => {
    const { dy, shares, experts } = inputs as Record<'dy' | 'shares' | 'experts', TensorInfo>;
    const { gates, all, ...sizes } = sizesOf(shares, experts);
    const dExperts = on.allocate(experts.shape);
    const size = util.sizeFromShape(experts.shape);
    on.run(BY_EXPERTS, { dy, shares, dExperts }, { gates, ...sizes, size }, Math.ceil(size / THREADS));
    const kind = (attributes as MixExperts).shares;
    if (kind === 'constant') return [dExperts];
    const dLogits = on.allocate(shares.shape);
    on.run(BY_LOGITS[kind](on), { dy, shares, experts, dLogits }, { all, ...sizes }, groupsOfRows(on, all, THREADS));
    return [dExperts, dLogits];
  },
};
