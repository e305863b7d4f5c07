import { add, matMul, mul, ones, sum, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { CROSS_LAYER, CROSS_LAYER_GRADIENT, runFused } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { type Save, withGradient } from '../tfjs/custom-grad';
import { takePlace } from './slots';

/**
 * One cross layer of a DCN (Wang et al., Deep & Cross Network, ADKDD 2017, equation 3):
 *
 *     x' = x0 * (x · w) + b + x
 *
 * @param x0 [1, B, W] the network's input
 * @param x [1, B, W] the layer's input
 * @param w [1, W, 1]
 * @param b [1, 1, W]
 * @returns [1, B, W]
 */
export function crossLayer(x0: Tensor3D, x: Tensor3D, w: Tensor3D, b: Tensor3D): Tensor3D {
  const op = withGradient(isFused('cross layer') ? fused : composed);
  return op(x0, x, w, b) as Tensor3D;
}

type Inputs = [Tensor3D, Tensor3D, Tensor3D, Tensor3D];

function fused([x0, x, w, b]: Inputs, save: Save) {
  const [y, projection] = runFused<[Tensor3D, Tensor3D]>(CROSS_LAYER, { x0, x, w, b });
  save([x0, x, w, projection]);
  return {
    value: y,
    gradFunc: (dy: Tensor, saved: Tensor[]) => {
      const [savedX0, savedX, savedW, savedProjection] = saved;
      const into = { intoW: takePlace(w), intoB: takePlace(b) };
      return runFused<Tensor[]>(CROSS_LAYER_GRADIENT, { dy, x0: savedX0, x: savedX, w: savedW, projection: savedProjection, ...into });
    },
  };
}

function composed([x0, x, w, b]: Inputs, save: Save) {
  const projection: Tensor3D = matMul(x, w);
  save([x0, x, w, projection]);
  return {
    value: add(add(mul(x0, projection), b), x) as Tensor3D,
    gradFunc: (dy: Tensor, saved: Tensor[]) => {
      const [x0s, xs, ws, s] = saved as [Tensor3D, Tensor3D, Tensor3D, Tensor3D];
      const ds: Tensor3D = sum(mul(dy, x0s), 2, true);
      const dx = add(dy, matMul(ds, ws, false, true));
      return [mul(dy, s), dx, matMul(xs, ds, true, false), matMul(ones([1, 1, xs.shape[1]]), dy as Tensor3D)] as Tensor[];
    },
  };
}
