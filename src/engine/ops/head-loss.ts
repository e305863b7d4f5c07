import { customGrad, mul, type Scalar, sigmoid, softplus, sub, sum, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Save } from './tape';

/**
 * Weighted binary cross-entropy in nats, from logits: softplus(x) - y x, which never overflows.
 *
 * @param logits [1, B, 1]
 * @param labels [1, B, 1] 0 or 1
 * @param weights [1, B, 1] of each row in the sum: 1/n for the mean of n rows, 0 for padding
 */
export function logisticLoss(logits: Tensor3D, labels: Tensor3D, weights: Tensor3D): Scalar {
  const op = customGrad((...args) => {
    const [x, save] = args as [Tensor3D, Save];
    save([x]);
    return {
      value: sum(mul(weights, sub(softplus(x), mul(x, labels)))),
      gradFunc: (dy: Tensor, saved: Tensor[]) => mul(dy, mul(weights, sub(sigmoid(saved[0] as Tensor3D), labels))),
    };
  });
  return op(logits) as Scalar;
}
