import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { OWN_LOGIT, OWN_LOGIT_GRADIENT } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';
import { COLUMNS, columnSums, forEachCrew, total } from './lanes';

const THREADS = 256;
/** Threads that share a row's product. */
const LANES = 16;
/** Elements of dz that a workgroup makes. */
const ELEMENTS = 4096;

const FORWARD: Program = {
  key: 'own logit',
  reads: { z: 'f32', weight: 'f32', bias: 'f32', ints: 'i32' },
  writes: { y: 'f32' },
  sizes: ['rows', 'width', 'tower', 'intsWidth'],
  threads: THREADS,
  code: `
      var<workgroup> ofLanes: array<f32, ${THREADS}>;
      fn run(group: u32, thread: u32) {
        let b = group * ${THREADS / LANES}u + thread / ${LANES}u;
        let lane = thread % ${LANES}u;
        var domain = 0u;
        var sum = 0.0;
        if (b < sizes.rows) {
          domain = u32(ints[b * sizes.intsWidth]);
          let row = domain * sizes.tower + b * sizes.width;
          for (var j = lane; j < sizes.width; j += ${LANES}u) { sum += z[row + j] * weight[domain * sizes.width + j]; }
        }
        ofLanes[thread] = sum;
        workgroupBarrier();
        if (lane != 0u || b >= sizes.rows) { return; }
        sum = 0.0;
        for (var l = 0u; l < ${LANES}u; l++) { sum += ofLanes[thread + l]; }
        y[b] = sum + bias[domain];
      }`,
};

/** Sums over the rows of each domain, some columns a workgroup; behind them dz, an element a thread. */
const GRADIENT = forEachCrew((crew) => ({
  key: 'own logit gradient',
  reads: { dy: 'f32', z: 'f32', weight: 'f32', ints: 'i32' },
  writes: { dz: 'f32', dWeight: 'f32', dBias: 'f32' },
  sizes: ['rows', 'width', 'tower', 'intsWidth', 'sums', 'size'],
  threads: COLUMNS * crew.lanes,
  code: `${total(crew)}
      fn byInput(at: u32) {
        let b = at / sizes.width % sizes.rows;
        let domain = u32(ints[b * sizes.intsWidth]);
        // Where all domains share one tower, it is everybody's own.
        let owned = sizes.tower == 0u || at / (sizes.width * sizes.rows) == domain;
        dz[at] = select(0.0, dy[b] * weight[domain * sizes.width + at % sizes.width], owned);
      }
      fn run(group: u32, thread: u32) {
        if (group >= sizes.sums) {
          let end = min((group - sizes.sums + 1u) * ${ELEMENTS}u, sizes.size);
          for (var at = (group - sizes.sums) * ${ELEMENTS}u + thread; at < end; at += ${COLUMNS * crew.lanes}u) { byInput(at); }
          return;
        }
        ${columnSums(
          crew,
          (one, other) => `
            if (u32(ints[b * sizes.intsWidth]) == g) {
              ${one} += dy[b] * z[g * sizes.tower + b * sizes.width + j];
              ${other} += dy[b];
            }`,
        )}
        dWeight[g * sizes.width + column] = made.x;
        if (column == 0u) { dBias[g] = made.y; }
      }`,
}));

function sizesOf(z: TensorInfo, ints: TensorInfo) {
  const [towers, rows, width] = z.shape as [number, number, number];
  return { rows, width, tower: towers === 1 ? 0 : rows * width, intsWidth: ints.shape[1] as number };
}

export const OWN_LOGIT_KERNEL: WebgpuKernel = {
  name: OWN_LOGIT,
  programs: () => [FORWARD],
  run: (on, inputs) => {
    const { z, weight, bias, ints } = inputs as Record<'z' | 'weight' | 'bias' | 'ints', TensorInfo>;
    const sizes = sizesOf(z, ints);
    const y = on.allocate([1, sizes.rows, 1]);
    on.run(FORWARD, { z, weight, bias, ints, y }, sizes, Math.ceil((sizes.rows * LANES) / THREADS));
    return y;
  },
};

export const OWN_LOGIT_GRADIENT_KERNEL: WebgpuKernel = {
  name: OWN_LOGIT_GRADIENT,
  programs: (on) => [GRADIENT(on)],
  run: (on, inputs) => {
    const { dy, z, weight, ints } = inputs as Record<'dy' | 'z' | 'weight' | 'ints', TensorInfo>;
    const { intoWeight, intoBias } = inputs as Record<string, TensorInfo | undefined>;
    const domains = weight.shape[0] as number;
    const [dz, dWeight, dBias] = [on.allocate(z.shape), on.into(intoWeight, weight.shape), on.into(intoBias, [domains, 1, 1])];
    const shape = sizesOf(z, ints);
    const sizes = { ...shape, sums: domains * Math.ceil(shape.width / COLUMNS), size: util.sizeFromShape(z.shape) };
    on.run(GRADIENT(on), { dy, z, weight, ints, dz, dWeight, dBias }, sizes, sizes.sums + Math.ceil(sizes.size / ELEMENTS));
    return [dz, dWeight, dBias];
  },
};
