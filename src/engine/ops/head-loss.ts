import { customGrad, mul, type Scalar, sigmoid, softplus, sub, sum, type Tensor, type Tensor3D } from '@tensorflow/tfjs-core';
import type { RowWeights } from './rows';
import type { Save } from './tape';

/** Each row's logit from its own domain's tower: [D, B, 1], [D, B, 1] one-hot -> [1, B, 1]. */
export function ownDomain(logits: Tensor3D, domainOneHot: Tensor3D): Tensor3D {
  return sum(mul(logits, domainOneHot), 0, true);
}

/**
 * Mean binary cross-entropy of the rows that count, in nats, from logits: softplus(x) - y x, which never overflows.
 *
 * @param logits [1, B, 1]
 * @param labels [1, B, 1] 0 or 1
 */
export function logisticLoss(logits: Tensor3D, labels: Tensor3D, rows: RowWeights): Scalar {
  const op = customGrad((...args) => {
    const [x, save] = args as [Tensor3D, Save];
    save([x]);
    return {
      value: sum(mul(rows.column, sub(softplus(x), mul(x, labels)))),
      gradFunc: (dy: Tensor, saved: Tensor[]) => mul(dy, mul(rows.column, sub(sigmoid(saved[0] as Tensor3D), labels))),
    };
  });
  return op(logits) as Scalar;
}
