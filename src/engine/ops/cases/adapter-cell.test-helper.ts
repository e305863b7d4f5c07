import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { adapterCell } from '../adapter-cell';
import { at, B, D, K, logistic, M, type OpCase, product, R, range, SCALE } from './case.test-helper';

export const ADAPTER_CELL_CASES: OpCase[] = [
  {
    name: 'adapter cell, against W = U H V formed for each row',
    inputs: [[D, B, M], [1, B, K * K], [M, K], [K, R], [R, K], [K, M], [R], [M]],
    op: ([z, h, u1, v1, u2, v2, b1, b2]) =>
      adapterCell(z as Tensor3D, h as Tensor3D, SCALE, {
        u1: u1 as Tensor2D,
        v1: v1 as Tensor2D,
        u2: u2 as Tensor2D,
        v2: v2 as Tensor2D,
        b1: b1 as Tensor1D,
        b2: b2 as Tensor1D,
      }),
    definition: (inputs) => {
      const [z, h, u1, v1, u2, v2, b1, b2] = inputs as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      const weights = range(B).map((b) => {
        const own = h.subarray(b * K * K, (b + 1) * K * K).map((value) => SCALE * value);
        return { down: product(product(u1, own, M, K, K), v1, M, K, R), up: product(product(u2, own, R, K, K), v2, R, K, M) };
      });
      return range(D).flatMap((d) =>
        range(B).flatMap((b) => {
          const row = z.subarray((d * B + b) * M, (d * B + b + 1) * M);
          const { down, up } = weights[b] as { down: number[]; up: number[] };
          const inner = product(row, down, 1, M, R).map((x, j) => logistic(x + at(b1, j)));
          return product(inner, up, 1, R, M).map((x, j) => x + at(b2, j));
        }),
      );
    },
  },
];
