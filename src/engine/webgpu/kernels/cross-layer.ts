import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { CROSS_LAYER, CROSS_LAYER_GRADIENT } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';
import { COLUMNS, columnSums, forEachCrew, total } from './lanes';
import { rowTotal } from './row-lanes';

const THREADS = 64;
/** Threads that share a row. */
const LANES = 16;
const ROWS = THREADS / LANES;

const ROW_TOTAL = rowTotal(THREADS, LANES);

/** WGSL: for each column of a row that is there. */
const overColumns = (line: string) => `if (b < sizes.rows) { for (var j = lane; j < sizes.width; j += ${LANES}u) { let at = b * sizes.width + j; ${line} } }`;

const PLACE = `
        let b = group * ${ROWS}u + thread / ${LANES}u;
        let lane = thread % ${LANES}u;`;

const FORWARD: Program = {
  key: 'cross layer',
  reads: { x0: 'f32', x: 'f32', w: 'f32', bias: 'f32' },
  writes: { y: 'f32', projection: 'f32' },
  sizes: ['rows', 'width'],
  threads: THREADS,
  code: `${ROW_TOTAL}
      fn run(group: u32, thread: u32) {${PLACE}
        var sum = 0.0;
        ${overColumns('sum += x[at] * w[j];')}
        let projected = rowTotal(thread, sum);
        ${overColumns('y[at] = x0[at] * projected + bias[j] + x[at];')}
        if (lane == 0u && b < sizes.rows) { projection[b] = projected; }
      }`,
};

/** What goes back through a row, and the slope by its projection. */
const BY_INPUTS: Program = {
  key: 'cross layer by inputs',
  reads: { dy: 'f32', x0: 'f32', w: 'f32', projection: 'f32' },
  writes: { dx0: 'f32', dx: 'f32', slopes: 'f32' },
  sizes: ['rows', 'width'],
  threads: THREADS,
  code: `${ROW_TOTAL}
      fn run(group: u32, thread: u32) {${PLACE}
        var sum = 0.0;
        ${overColumns('sum += dy[at] * x0[at];')}
        let slope = rowTotal(thread, sum);
        ${overColumns('dx0[at] = dy[at] * projection[b]; dx[at] = dy[at] + slope * w[j];')}
        if (lane == 0u && b < sizes.rows) { slopes[b] = slope; }
      }`,
};

const BY_WEIGHTS = forEachCrew((crew) => ({
  key: 'cross layer by weights',
  reads: { dy: 'f32', x: 'f32', slopes: 'f32' },
  writes: { dw: 'f32', db: 'f32' },
  sizes: ['rows', 'width'],
  threads: COLUMNS * crew.lanes,
  code: `${total(crew)}
      fn run(group: u32, thread: u32) {
        ${columnSums(
          crew,
          (one, other) => `
            ${one} += x[b * sizes.width + j] * slopes[b];
            ${other} += dy[b * sizes.width + j];`,
        )}
        dw[column] = made.x;
        db[column] = made.y;
      }`,
}));

export const CROSS_LAYER_KERNEL: WebgpuKernel = {
  name: CROSS_LAYER,
  programs: () => [FORWARD],
  run: (on, inputs) => {
    const { x0, x, w, b: bias } = inputs as Record<'x0' | 'x' | 'w' | 'b', TensorInfo>;
    const [, rows, width] = x.shape as [number, number, number];
    const [y, projection] = [on.allocate(x.shape), on.allocate([1, rows, 1])];
    on.run(FORWARD, { x0, x, w, bias, y, projection }, { rows, width }, Math.ceil(rows / ROWS));
    return [y, projection];
  },
};

export const CROSS_LAYER_GRADIENT_KERNEL: WebgpuKernel = {
  name: CROSS_LAYER_GRADIENT,
  programs: (on) => [BY_INPUTS, BY_WEIGHTS(on)],
  run: (on, inputs) => {
    const { dy, x0, x, w, projection } = inputs as Record<'dy' | 'x0' | 'x' | 'w' | 'projection', TensorInfo>;
    const { intoW, intoB } = inputs as Record<string, TensorInfo | undefined>;
    const [, rows, width] = x.shape as [number, number, number];
    const [dx0, dx, slopes] = [on.allocate(x.shape), on.allocate(x.shape), on.allocate([rows])];
    const [dw, db] = [on.into(intoW, w.shape), on.into(intoB, [1, 1, util.sizeFromShape(w.shape)])];
    on.run(BY_INPUTS, { dy, x0, w, projection, dx0, dx, slopes }, { rows, width }, Math.ceil(rows / ROWS));
    on.run(BY_WEIGHTS(on), { dy, x, slopes, dw, db }, { rows, width }, Math.ceil(width / COLUMNS));
    on.release(slopes);
    return [dx0, dx, dw, db];
  },
};
