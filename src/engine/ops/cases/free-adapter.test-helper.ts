import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { generatedBias } from '../free-adapter';
import { at, B, K, M, type OpCase, over3, range, SCALE, sum } from './case.test-helper';

export const FREE_ADAPTER_CASES: OpCase[] = [
  {
    name: 'a bias that each row’s H makes',
    inputs: [
      [1, B, K * K],
      [1, K],
      [K, M],
    ],
    op: ([output, u, v]) => generatedBias(output as Tensor3D, SCALE, u as Tensor2D, v as Tensor2D),
    definition: ([output, u, v]) =>
      over3(1, B, M, (_, b, n) => {
        const left = range(K).map((j) => sum(K, (i) => at(u as Float64Array, i) * SCALE * at(output as Float64Array, (b * K + i) * K + j)));
        return sum(K, (j) => at(left, j) * at(v as Float64Array, j * M + n));
      }),
  },
];
