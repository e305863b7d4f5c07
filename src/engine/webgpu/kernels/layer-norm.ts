import type { TensorInfo } from '@tensorflow/tfjs-core';
import { LAYER_NORM, LAYER_NORM_GRADIENT } from '../../kernels/fused';
import { NORM_EPS } from '../../ops/normalise';
import type { WebgpuKernel } from '../kernel';
import { COLUMNS, columnSums, forEachCrew, total } from './lanes';
import { RECTIFY } from './relu';
import { forEachLanes, groupsOfRows, rowTotal } from './row-lanes';

const THREADS = 64;
const SIZES = ['all', 'rows', 'width', 'own'] as const;

/** WGSL: for each column of a row that is there; `at` is its place, `p` that of its gamma and beta. */
const overColumns = (lanes: number, line: string) => `if (b < sizes.all) {
          for (var j = lane; j < sizes.width; j += ${lanes}u) { let at = b * sizes.width + j; let p = parameter + j; ${line} }
        }`;

const place = (lanes: number) => `
        let b = group * ${THREADS / lanes}u + thread / ${lanes}u;
        let lane = thread % ${lanes}u;
        let parameter = select(b / sizes.rows, b, sizes.own != 0u) * sizes.width;`;

const FORWARD = forEachLanes((lanes) => ({
  key: 'layer norm',
  reads: { x: 'f32', gamma: 'f32', beta: 'f32' },
  writes: { y: 'f32', moments: 'f32' },
  sizes: SIZES,
  threads: THREADS,
  code: `${rowTotal(THREADS, lanes)}${RECTIFY}
      fn run(group: u32, thread: u32) {${place(lanes)}
        var sum = 0.0;
        ${overColumns(lanes, 'sum += x[at];')}
        let mean = rowTotal(thread, sum) / f32(sizes.width);
        var squares = 0.0;
        ${overColumns(lanes, 'let centred = x[at] - mean; squares += centred * centred;')}
        let scale = 1.0 / sqrt(rowTotal(thread, squares) / f32(sizes.width) + ${NORM_EPS});
        ${overColumns(lanes, 'y[at] = rectify((x[at] - mean) * scale * gamma[p] + beta[p]);')}
        if (lane == 0u && b < sizes.all) { moments[2u * b] = mean; moments[2u * b + 1u] = scale; }
      }`,
}));

const byInput = (own: boolean) =>
  forEachLanes((lanes) => ({
    key: `layer norm by input${own ? ' and own scale' : ''}`,
    reads: { dy: 'f32', x: 'f32', y: 'f32', gamma: 'f32', moments: 'f32' },
    writes: { dx: 'f32', ...(own && ({ dGamma: 'f32', dBeta: 'f32' } as const)) },
    sizes: SIZES,
    threads: THREADS,
    code: `${rowTotal(THREADS, lanes)}
      fn run(group: u32, thread: u32) {${place(lanes)}
        var mean = 0.0;
        var scale = 0.0;
        if (b < sizes.all) { mean = moments[2u * b]; scale = moments[2u * b + 1u]; }
        var sum = 0.0;
        var products = 0.0;
        ${overColumns(
          lanes,
          `let open = select(0.0, dy[at], y[at] > 0.0);
            let normal = (x[at] - mean) * scale;
            sum += open * gamma[p];
            products += open * gamma[p] * normal;
            ${own ? 'dGamma[at] = open * normal; dBeta[at] = open;' : ''}`,
        )}
        let pulled = rowTotal(thread, sum) / f32(sizes.width);
        let slope = rowTotal(thread, products) / f32(sizes.width);
        ${overColumns(lanes, 'dx[at] = scale * (select(0.0, dy[at], y[at] > 0.0) * gamma[p] - pulled - (x[at] - mean) * scale * slope);')}
      }`,
  }));
const BY_INPUT = { shared: byInput(false), own: byInput(true) };

/** Sums over the rows of each group, some columns a workgroup. */
const BY_SCALE = forEachCrew((crew) => ({
  key: 'layer norm by scale',
  reads: { dy: 'f32', x: 'f32', y: 'f32', moments: 'f32' },
  writes: { dGamma: 'f32', dBeta: 'f32' },
  sizes: ['rows', 'width'],
  threads: COLUMNS * crew.lanes,
  code: `${total(crew)}
      fn run(group: u32, thread: u32) {
        ${columnSums(
          crew,
          (one, other) => `
            let row = g * sizes.rows + b;
            let at = row * sizes.width + j;
            let open = select(0.0, dy[at], y[at] > 0.0);
            ${one} += open * (x[at] - moments[2u * row]) * moments[2u * row + 1u];
            ${other} += open;`,
        )}
        dGamma[g * sizes.width + column] = made.x;
        dBeta[g * sizes.width + column] = made.y;
      }`,
}));

function sizesOf(x: TensorInfo, gamma: TensorInfo) {
  const [groups, rows, width] = x.shape as [number, number, number];
  return { groups, all: groups * rows, rows, width, own: Number(gamma.shape[1] === rows) };
}

export const LAYER_NORM_KERNEL: WebgpuKernel = {
  name: LAYER_NORM,
  programs: (on) => [FORWARD(on)],
  run: (on, inputs) => {
    const { x, gamma, beta } = inputs as Record<'x' | 'gamma' | 'beta', TensorInfo>;
    const { groups, ...sizes } = sizesOf(x, gamma);
    const [y, moments] = [on.allocate(x.shape), on.allocate([groups, sizes.rows, 2])];
    on.run(FORWARD(on), { x, gamma, beta, y, moments }, sizes, groupsOfRows(on, sizes.all, THREADS));
    return [y, moments];
  },
};

export const LAYER_NORM_GRADIENT_KERNEL: WebgpuKernel = {
  name: LAYER_NORM_GRADIENT,
  programs: (on) => [BY_INPUT.shared(on), BY_INPUT.own(on), BY_SCALE(on)],
  run: (on, inputs) => {
    const { dy, x, y, gamma, moments } = inputs as Record<'dy' | 'x' | 'y' | 'gamma' | 'moments', TensorInfo>;
    const { intoGamma, intoBeta } = inputs as Record<string, TensorInfo | undefined>;
    const { groups, ...sizes } = sizesOf(x, gamma);
    const [dx, dGamma, dBeta] = [on.allocate(x.shape), on.into(intoGamma, gamma.shape), on.into(intoBeta, gamma.shape)];
    const read = { dy, x, y, moments };
    if (sizes.own) on.run(BY_INPUT.own(on), { ...read, gamma, dx, dGamma, dBeta }, sizes, groupsOfRows(on, sizes.all, THREADS));
    else {
      on.run(BY_INPUT.shared(on), { ...read, gamma, dx }, sizes, groupsOfRows(on, sizes.all, THREADS));
      on.run(BY_SCALE(on), { ...read, dGamma, dBeta }, { rows: sizes.rows, width: sizes.width }, groups * Math.ceil(sizes.width / COLUMNS));
    }
    return [dx, dGamma, dBeta];
  },
};
