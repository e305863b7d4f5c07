import { add, customGrad, matMul, sum, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Save } from './tape';

/**
 * Grouped linear layer: every tower's product at once.
 *
 * @param x [1 or G, B, in]; 1: all towers read the same rows
 * @param weight [G, in, out]
 * @param bias [G, 1, out]
 * @returns [G, B, out]
 */
export function linear(x: Tensor3D, weight: Tensor3D, bias: Tensor3D): Tensor3D {
  return add(groupedProduct(x, weight), bias);
}

/** tfjs's own gradient of matMul does not sum over a broadcast batch dimension, hence this one. */
function groupedProduct(x: Tensor3D, weight: Tensor3D): Tensor3D {
  if (x.shape[0] === weight.shape[0]) return matMul(x, weight);
  const product = customGrad((...args) => {
    const [a, w, save] = args as [Tensor3D, Tensor3D, Save];
    save([a, w]);
    return {
      value: matMul(a, w),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedX, savedW] = saved as [Tensor3D, Tensor3D];
        return [sum(matMul(dy, savedW, false, true), 0, true), matMul(savedX, dy, true, false)];
      },
    };
  });
  return product(x, weight) as Tensor3D;
}
