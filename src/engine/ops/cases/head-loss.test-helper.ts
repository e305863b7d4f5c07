import type { Tensor3D } from '@tensorflow/tfjs-core';
import { logisticLoss } from '../head-loss';
import { at, B, COUNT, LABELS, LOSS_WEIGHT, logistic, type OpCase, sum } from './case.test-helper';

export const HEAD_LOSS_CASES: OpCase[] = [
  {
    name: 'loss, rows weighted',
    inputs: [[1, B, 1]],
    op: ([logits], { batch }) => logisticLoss(logits as Tensor3D, batch),
    definition: ([logits]) => {
      const loss = (b: number) => {
        const p = logistic(at(logits as Float64Array, b));
        return -Math.log(LABELS[b] === 1 ? p : 1 - p);
      };
      return [sum(COUNT, (b) => LOSS_WEIGHT(b) * loss(b))];
    },
  },
];
