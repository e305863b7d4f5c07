import { clone, mul, reshape, type Scalar, sigmoid, slice, softplus, sub, sum, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import { LABEL_COLUMN, LOGISTIC_LOSS, runFused, WEIGHT_COLUMN } from '../kernels/fused';
import { isFused } from '../kernels/fusion';
import { withGradient } from '../tfjs/custom-grad';
import type { Batch } from './batch/batch';
import { isSeed } from './tape';

/**
 * Weighted binary cross-entropy in nats, from logits: softplus(x) - y x, which never overflows. Labels are 0 or 1; the
 * rows' weights are 1/n for the mean of n rows, 0 for padding.
 *
 * @param logits [1, B, 1]
 */
export function logisticLoss(logits: Tensor3D, batch: Batch): Scalar {
  return isFused('logistic loss') ? fused(logits, batch) : composed(logits, batch);
}

function fused(logits: Tensor3D, { floats }: Batch): Scalar {
  const op = withGradient<[Tensor3D]>(([x], save) => {
    const [loss, gradient] = runFused<[Tensor, Tensor]>(LOGISTIC_LOSS, { logits: x, floats });
    save([gradient]);
    // The backward pass begins here, with a 1 that need not be multiplied by.
    return { value: loss, gradFunc: (dy: Tensor, saved: Tensor[]) => (isSeed(dy) ? clone(saved[0] as Tensor) : mul(dy, saved[0] as Tensor)) };
  });
  return op(logits) as Scalar;
}

function composed(logits: Tensor3D, { floats, size }: Batch): Scalar {
  const column = (at: number): Tensor3D => reshape(slice(floats, [0, at], [size, 1]), [1, size, 1]);
  const op = withGradient<[Tensor3D]>(([x], save) => {
    const [labels, weights] = [column(LABEL_COLUMN), column(WEIGHT_COLUMN)];
    save([x, labels, weights]);
    return {
      value: sum(mul(weights, sub(softplus(x), mul(x, labels)))),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [savedX, y, w] = saved as [Tensor3D, Tensor3D, Tensor3D];
        return mul(dy, mul(w, sub(sigmoid(savedX), y)));
      },
    };
  });
  return op(logits) as Scalar;
}
