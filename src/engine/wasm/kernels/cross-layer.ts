import type { TensorInfo } from '@tensorflow/tfjs-core';
import { CROSS_LAYER, CROSS_LAYER_GRADIENT } from '../../kernels/fused';
import { registerFused, shape3, shares } from './register';

/** Rows of a share. */
const ROWS = 256;
/** Columns of a share of the weights' gradient. */
const COLUMNS = 32;

export function registerCrossLayer(): void {
  registerFused(CROSS_LAYER, (machine, inputs) => {
    const { x0, x, w, b } = inputs as Record<'x0' | 'x' | 'w' | 'b', TensorInfo>;
    const [, rows, width] = shape3(x);
    const [y, projection] = [machine.output([1, rows, width]), machine.output([1, rows, 1])];
    const given = [x0, x, w, b, y, projection].map((tensor) => machine.at(tensor));
    machine.run('crossLayer', shares(rows, ROWS), ...given, rows, width);
    return [y, projection];
  });

  registerFused(CROSS_LAYER_GRADIENT, (machine, inputs, _, { intoW, intoB }) => {
    const { dy, x0, x, w, projection } = inputs as Record<'dy' | 'x0' | 'x' | 'w' | 'projection', TensorInfo>;
    const [, rows, width] = shape3(x);
    const [dx0, dx] = [machine.output([1, rows, width]), machine.output([1, rows, width])];
    const [dw, db] = [machine.output([1, width, 1], intoW), machine.output([1, 1, width], intoB)];
    const dprojection = machine.space('gradient by the projection', 4 * rows);
    const given = [dy, x0, w, projection, dx0, dx].map((tensor) => machine.at(tensor));
    machine.run('crossLayerByInput', shares(rows, ROWS), ...given, dprojection, rows, width);
    machine.run('crossLayerByWeight', shares(width, COLUMNS), machine.at(dy), machine.at(x), dprojection, machine.at(dw), machine.at(db), rows, width);
    return [dx0, dx, dw, db];
  });
}
