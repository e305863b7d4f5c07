import type { TensorInfo } from '@tensorflow/tfjs-core';
import { ADAPTER_CELL, type AdapterCell } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import { type Crew, forEachCrew } from './lanes';
import { runLinear } from './linear';
import { LOGISTIC } from './logistic-loss';

/** The widest k and r that a configuration may have: a row's vectors lie in workgroup memory. */
const [MOST_K, MOST_R] = [256, 1024];

/** WGSL: the vectors of a row in workgroup memory. */
export const VECTORS = `
    var<workgroup> narrow: array<f32, ${MOST_K}>;
    var<workgroup> turned: array<f32, ${MOST_K}>;
    var<workgroup> inner: array<f32, ${MOST_R}>;`;

/** WGSL: for each element `j` of a vector that a workgroup makes together. */
export const over = ({ threads }: Crew, width: string, lines: string) => `for (var j = thread; j < sizes.${width}; j += ${threads}u) {
          var sum = 0.0;
          ${lines}
        }`;

/** What lies between z U1 and t5 V2, for one row of one tower: through H, V1, the sigmoid, U2 and H again. */
const ROWS = forEachCrew((crew) => ({
  key: 'adapter cell rows',
  reads: { h: 'f32', v1: 'f32', b1: 'f32', u2: 'f32' },
  writes: { between: 'f32' },
  sizes: ['batch', 'k', 'r', 't2At', 'aAt', 't4At', 't5At', 'scale: f32'],
  threads: crew.threads,
  code: `${VECTORS}${LOGISTIC}
      fn run(row: u32, thread: u32) {
        let ofK = row * sizes.k;
        let ofH = row % sizes.batch * sizes.k * sizes.k;
        ${over(crew, 'k', 'narrow[j] = between[ofK + j];')}
        workgroupBarrier();
        ${over(
          crew,
          'k',
          `for (var i = 0u; i < sizes.k; i++) { sum += narrow[i] * h[ofH + i * sizes.k + j]; }
          sum *= sizes.scale;
          turned[j] = sum;
          between[sizes.t2At + ofK + j] = sum;`,
        )}
        workgroupBarrier();
        ${over(
          crew,
          'r',
          `for (var i = 0u; i < sizes.k; i++) { sum += turned[i] * v1[i * sizes.r + j]; }
          sum = logistic(sum + b1[j]);
          inner[j] = sum;
          between[sizes.aAt + row * sizes.r + j] = sum;`,
        )}
        workgroupBarrier();
        ${over(
          crew,
          'k',
          `for (var i = 0u; i < sizes.r; i++) { sum += inner[i] * u2[i * sizes.k + j]; }
          narrow[j] = sum;
          between[sizes.t4At + ofK + j] = sum;`,
        )}
        workgroupBarrier();
        ${over(
          crew,
          'k',
          `for (var i = 0u; i < sizes.k; i++) { sum += narrow[i] * h[ofH + i * sizes.k + j]; }
          between[sizes.t5At + ofK + j] = sum * sizes.scale;`,
        )}
      }`,
}));

/** @throws Error for a cell that is wider than workgroup memory is made for */
export function refuseWider(k: number, r: number): void {
  if (k > MOST_K || r > MOST_R) throw new Error(`An adapter of k = ${k} and r = ${r} is wider than ${MOST_K} and ${MOST_R}.`);
}

export type Tensors<Name extends string> = Record<Name, TensorInfo>;

export const ADAPTER_CELL_KERNEL: WebgpuKernel = {
  name: ADAPTER_CELL,
  programs: (on) => [ROWS(on)],
  run: (on, inputs, attributes) => {
    const { z, h, u1, v1, u2, v2, b1, b2 } = inputs as Tensors<'z' | 'h' | 'u1' | 'v1' | 'u2' | 'v2' | 'b1' | 'b2'>;
    const { scale } = attributes as AdapterCell;
    const [towers, batch, m] = z.shape as [number, number, number];
    const [k, r] = v1.shape as [number, number];
    refuseWider(k, r);
    const rows = towers * batch;
    const [ofK, ofR] = [
      [towers, batch, k],
      [towers, batch, r],
    ] as [number[], number[]];
    const between = on.allocateTogether([ofK, ofK, ofR, ofK, ofK]);
    const [t1, t2, a, t4, t5] = between.tensors as [TensorInfo, TensorInfo, TensorInfo, TensorInfo, TensorInfo];
    const [, t2At, aAt, t4At, t5At] = between.at as [number, number, number, number, number];
    const u = on.allocate(z.shape);
    const one = { towersOfX: 1, towers: 1, rows };
    runLinear(on, { x: z, weight: u1, y: t1 }, { ...one, inner: m, columns: k });
    on.run(ROWS(on), { h, v1, b1, u2, between: between.piece }, { batch, k, r, t2At, aAt, t4At, t5At, scale }, rows);
    runLinear(on, { x: t5, weight: v2, bias: b2, y: u }, { ...one, inner: k, columns: m });
    return [u, t1, t2, a, t4, t5];
  },
};
