import { concat, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { generatedBiases } from '../free-adapter';
import { at, B, K, M, type OpCase, over3, R, range, SCALE, sum } from './case.test-helper';

export const FREE_ADAPTER_CASES: OpCase[] = [
  {
    name: 'the biases that each row’s H makes, side by side',
    inputs: [
      [1, B, K * K],
      [1, K],
      [K, R],
      [1, K],
      [K, M],
    ],
    op: ([output, ...factors]) => {
      const [u1, v1, u2, v2] = factors as [Tensor2D, Tensor2D, Tensor2D, Tensor2D];
      const { down, up } = generatedBiases(output as Tensor3D, SCALE, [u1, v1], [u2, v2]);
      return concat([down, up], 2) as Tensor;
    },
    definition: ([output, ...factors]) =>
      over3(1, B, R + M, (_, b, place) => {
        const [u, v, n, width] = place < R ? [factors[0], factors[1], place, R] : [factors[2], factors[3], place - R, M];
        const left = range(K).map((j) => sum(K, (i) => at(u as Float64Array, i) * SCALE * at(output as Float64Array, (b * K + i) * K + j)));
        return sum(K, (j) => at(left, j) * at(v as Float64Array, j * width + n));
      }),
  },
];
