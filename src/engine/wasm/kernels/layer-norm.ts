import type { TensorInfo } from '@tensorflow/tfjs-core';
import { LAYER_NORM, LAYER_NORM_GRADIENT } from '../../kernels/fused';
import { registerFused, shape3, shares } from './register';

/** Rows of a share. */
const ROWS = 256;
/** Columns of a share of the sums over rows; `MOST_COLUMNS` of `assembly/layer-norm.ts` at most. */
const COLUMNS = 32;

export function registerLayerNorm(): void {
  registerFused(LAYER_NORM, (machine, inputs) => {
    const { x, gamma, beta } = inputs as Record<'x' | 'gamma' | 'beta', TensorInfo>;
    const [groups, rows, width] = shape3(x);
    const all = groups * rows;
    const [y, moments] = [machine.output([groups, rows, width]), machine.output([groups, rows, 2])];
    const given = [machine.at(x), machine.at(gamma), machine.at(beta), Number(gamma.shape[1] === rows)];
    machine.run('layerNorm', shares(all, ROWS), ...given, machine.at(y), machine.at(moments), all, rows, width);
    return [y, moments];
  });

  registerFused(LAYER_NORM_GRADIENT, (machine, inputs, _, { intoGamma, intoBeta }) => {
    const { dy, x, y, gamma, moments } = inputs as Record<'dy' | 'x' | 'y' | 'gamma' | 'moments', TensorInfo>;
    const [groups, rows, width] = shape3(x);
    const all = groups * rows;
    const dx = machine.output([groups, rows, width]);
    const [dgamma, dbeta] = [machine.output(gamma.shape, intoGamma), machine.output(gamma.shape, intoBeta)];
    const own = gamma.shape[1] === rows;
    const scales = [machine.at(dgamma), machine.at(dbeta)];
    const read = [dy, x, y].map((tensor) => machine.at(tensor));
    const byInput = [...read, machine.at(gamma), machine.at(moments), machine.at(dx), ...(own ? scales : [0, 0])];
    machine.run('layerNormByInput', shares(all, ROWS), ...byInput, all, rows, width);
    if (!own) machine.run('layerNormByScale', groups * shares(width, COLUMNS), ...read, machine.at(moments), ...scales, groups, rows, width);
    return [dx, dgamma, dbeta];
  });
}
