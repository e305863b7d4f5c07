import { add, customGrad, matMul, mul, ones, sum, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Save } from './tape';

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
  const op = customGrad((...args) => {
    const [first, input, weight, bias, save] = args as [Tensor3D, Tensor3D, Tensor3D, Tensor3D, Save];
    const projection: Tensor3D = matMul(input, weight);
    save([first, input, weight, projection]);
    return {
      value: add(add(mul(first, projection), bias), input),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [x0s, xs, ws, s] = saved as [Tensor3D, Tensor3D, Tensor3D, Tensor3D];
        const ds: Tensor3D = sum(mul(dy, x0s), 2, true);
        const dx = add(dy, matMul(ds, ws, false, true));
        return [mul(dy, s), dx, matMul(xs, ds, true, false), matMul(ones([1, 1, xs.shape[1]]), dy as Tensor3D)];
      },
    };
  });
  return op(x0, x, w, b) as Tensor3D;
}
