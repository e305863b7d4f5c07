import type { Tensor3D } from '@tensorflow/tfjs-core';
import { mixExperts } from '../mix-experts';
import { at, B, D, K, M, type OpCase, over3, range, sum } from './case.test-helper';

export const MIX_EXPERTS_CASES: OpCase[] = [
  {
    name: 'mixture of experts',
    inputs: [
      [D, B, K],
      [K, B, M],
    ],
    op: ([logits, experts]) => mixExperts(logits as Tensor3D, experts as Tensor3D),
    definition: ([logits, experts]) =>
      over3(D, B, M, (d, b, j) => {
        const powers = range(K).map((n) => Math.exp(at(logits as Float64Array, (d * B + b) * K + n)));
        const total = powers.reduce((a, c) => a + c, 0);
        return sum(K, (n) => (at(powers, n) / total) * at(experts as Float64Array, (n * B + b) * M + j));
      }),
  },
];
