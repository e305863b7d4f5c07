import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { DOMAIN_MAP, DOMAIN_MAP_GRADIENT, type DomainMap } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';
import { COLUMNS, columnSums, forEachCrew, total } from './lanes';

const THREADS = 64;

/** An element a thread: neighbours read neighbouring columns. */
const FORWARD: Program = {
  key: 'domain map',
  reads: { x: 'f32', weight: 'f32', bias: 'f32' },
  writes: { y: 'f32' },
  sizes: ['rows', 'width', 'times', 'size'],
  threads: THREADS,
  code: `
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        if (at >= sizes.size) { return; }
        let one = sizes.rows * sizes.width;
        let own = at / one / sizes.times * sizes.width + at % sizes.width;
        y[at] = x[at % one] * weight[own] + bias[own];
      }`,
};

/** WGSL: \`ofCopies(d, at)\`, what comes back at a place of x, summed over the copies of domain d. */
const OF_COPIES = `
      fn ofCopies(d: u32, at: u32) -> f32 {
        var sum = 0.0;
        for (var t = 0u; t < sizes.times; t++) { sum += dy[(d * sizes.times + t) * sizes.rows * sizes.width + at]; }
        return sum;
      }`;

/** An element a thread, as above. */
const BY_INPUT: Program = {
  key: 'domain map by input',
  reads: { dy: 'f32', weight: 'f32' },
  writes: { dx: 'f32' },
  sizes: ['domains', 'rows', 'width', 'times'],
  threads: THREADS,
  code: `${OF_COPIES}
      fn run(group: u32, thread: u32) {
        let at = group * ${THREADS}u + thread;
        if (at >= sizes.rows * sizes.width) { return; }
        var sum = 0.0;
        for (var d = 0u; d < sizes.domains; d++) { sum += ofCopies(d, at) * weight[d * sizes.width + at % sizes.width]; }
        dx[at] = sum;
      }`,
};

const BY_WEIGHT = forEachCrew((crew) => ({
  key: 'domain map by weight',
  reads: { dy: 'f32', x: 'f32' },
  writes: { dw: 'f32', db: 'f32' },
  sizes: ['rows', 'width', 'times'],
  threads: COLUMNS * crew.lanes,
  code: `${total(crew)}${OF_COPIES}
      fn run(group: u32, thread: u32) {
        ${columnSums(
          crew,
          (one, other) => `
            let slope = ofCopies(g, b * sizes.width + j);
            ${one} += slope * x[b * sizes.width + j];
            ${other} += slope;`,
        )}
        dw[g * sizes.width + column] = made.x;
        db[g * sizes.width + column] = made.y;
      }`,
}));

function sizesOf(x: TensorInfo, weight: TensorInfo, { times }: DomainMap) {
  const [domains, , width] = weight.shape as [number, number, number];
  return { domains, rows: x.shape[1] as number, width, times };
}

export const DOMAIN_MAP_KERNEL: WebgpuKernel = {
  name: DOMAIN_MAP,
  programs: () => [FORWARD],
  run: (on, inputs, attributes) => {
    const { x, weight, bias } = inputs as Record<'x' | 'weight' | 'bias', TensorInfo>;
    const { domains, ...sizes } = sizesOf(x, weight, attributes as DomainMap);
    const y = on.allocate([domains * sizes.times, sizes.rows, sizes.width]);
    const size = util.sizeFromShape(y.shape);
    on.run(FORWARD, { x, weight, bias, y }, { ...sizes, size }, Math.ceil(size / THREADS));
    return y;
  },
};

export const DOMAIN_MAP_GRADIENT_KERNEL: WebgpuKernel = {
  name: DOMAIN_MAP_GRADIENT,
  programs: (on) => [BY_INPUT, BY_WEIGHT(on)],
  run: (on, inputs, attributes) => {
    const { dy, x, weight } = inputs as Record<'dy' | 'x' | 'weight', TensorInfo>;
    const { intoWeight, intoBias } = inputs as Record<string, TensorInfo | undefined>;
    const { domains, ...sizes } = sizesOf(x, weight, attributes as DomainMap);
    const dx = on.allocate(x.shape);
    const [dw, db] = [on.into(intoWeight, weight.shape), on.into(intoBias, weight.shape)];
    on.run(BY_INPUT, { dy, weight, dx }, { domains, ...sizes }, Math.ceil((sizes.rows * sizes.width) / THREADS));
    on.run(BY_WEIGHT(on), { dy, x, dw, db }, sizes, domains * Math.ceil(sizes.width / COLUMNS));
    return [dx, dw, db];
  },
};
