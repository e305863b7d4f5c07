import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { FACTOR_GATE, FACTOR_GATE_GRADIENT, type FactorGate } from '../../kernels/fused';
import type { WebgpuKernel } from '../kernel';
import type { Program } from '../program';
import { LOGISTIC } from './logistic-loss';

const THREADS = 64;
const SIZES = ['size', 'flat', 'most: f32', 'epsilon: f32', 'below: f32'] as const;

/** WGSL: what lies at `at`: its sigmoid, and what it makes a value's factor. */
const factor = (steep: boolean) => `
        let at = group * ${THREADS}u + thread;
        if (at >= sizes.size) { return; }
        let open = logistic(${steep ? 'alpha[0] * ' : ''}t[at]);
        let v = sizes.most * open;
        let sign = select(select(0.0, sizes.below, v < sizes.epsilon), 1.0, v > sizes.epsilon);
        let factor = select(sign * v, sign, sizes.flat != 0u);`;

/** @param steep whether there is an alpha */
const forward = (steep: boolean): Program => ({
  key: `factor gate${steep ? ', alpha' : ''}`,
  reads: { u: 'f32', t: 'f32', ...(steep && ({ alpha: 'f32' } as const)) },
  writes: { y: 'f32' },
  sizes: SIZES,
  threads: THREADS,
  code: `${LOGISTIC}
      fn run(group: u32, thread: u32) {${factor(steep)}
        y[at] = u[at] * factor;
      }`,
});

const backward = (steep: boolean): Program => ({
  key: `factor gate gradient${steep ? ', alpha' : ''}`,
  reads: { dy: 'f32', u: 'f32', t: 'f32', ...(steep && ({ alpha: 'f32' } as const)) },
  writes: { du: 'f32', dt: 'f32' },
  sizes: SIZES,
  threads: THREADS,
  code: `${LOGISTIC}
      fn run(group: u32, thread: u32) {${factor(steep)}
        let through = dy[at] * factor;
        du[at] = through;
        dt[at] = select(through * u[at] * (1.0 - open)${steep ? ' * alpha[0]' : ''}, 0.0, sizes.flat != 0u);
      }`,
});

const [PLAIN, STEEP] = [false, true].map((steep) => ({ forward: forward(steep), backward: backward(steep) })) as [Programs, Programs];
type Programs = Record<'forward' | 'backward', Program>;

const sizesOf = ({ most, epsilon, below, flat }: FactorGate, size: number) => ({ size, flat: Number(flat), most, epsilon, below });

export const FACTOR_GATE_KERNEL: WebgpuKernel = {
  name: FACTOR_GATE,
  programs: () => [PLAIN.forward, STEEP.forward],
  run: (on, inputs, attributes) => {
    const { u, t } = inputs as Record<'u' | 't', TensorInfo>;
    const { alpha } = inputs as Record<string, TensorInfo | undefined>;
    const y = on.allocate(u.shape);
    const size = util.sizeFromShape(u.shape);
    const program = (alpha ? STEEP : PLAIN).forward;
    on.run(program, { u, t, ...(alpha && { alpha }), y }, sizesOf(attributes as FactorGate, size), Math.ceil(size / THREADS));
    return y;
  },
};

export const FACTOR_GATE_GRADIENT_KERNEL: WebgpuKernel = {
  name: FACTOR_GATE_GRADIENT,
  programs: () => [PLAIN.backward, STEEP.backward],
  run: (on, inputs, attributes) => {
    const { dy, u, t } = inputs as Record<'dy' | 'u' | 't', TensorInfo>;
    const { alpha } = inputs as Record<string, TensorInfo | undefined>;
    const [du, dt] = [on.allocate(u.shape), on.allocate(u.shape)];
    const size = util.sizeFromShape(u.shape);
    const program = (alpha ? STEEP : PLAIN).backward;
    on.run(program, { dy, u, t, ...(alpha && { alpha }), du, dt }, sizesOf(attributes as FactorGate, size), Math.ceil(size / THREADS));
    return [du, dt];
  },
};
