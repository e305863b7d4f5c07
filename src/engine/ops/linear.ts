import { add, customGrad, matMul, ones, sum, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Save } from './tape';

/**
 * Grouped linear layer: every tower's product at once.
 *
 * The gradient is written out, since tfjs's own does not sum over a broadcast batch dimension, and adds up a bias by a
 * generic reduction where a product with ones is quicker on every engine.
 *
 * @param x [1 or G, B, in]; 1: all towers read the same rows
 * @param weight [G, in, out]
 * @param bias [G, 1, out]
 * @returns [G, B, out]
 */
export function linear(x: Tensor3D, weight: Tensor3D, bias: Tensor3D): Tensor3D {
  const op = customGrad((...args) => {
    const [input, w, b, save] = args as [Tensor3D, Tensor3D, Tensor3D, Save];
    save([input, w]);
    return {
      value: add(matMul(input, w), b),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedX, savedW] = saved as [Tensor3D, Tensor3D];
        const perTower: Tensor3D = matMul(dy, savedW, false, true);
        const dx = savedX.shape[0] === perTower.shape[0] ? perTower : sum(perTower, 0, true);
        return [dx, matMul(savedX, dy, true, false), matMul(ones([1, 1, savedX.shape[1]]), dy)];
      },
    };
  });
  return op(x, weight, bias) as Tensor3D;
}
