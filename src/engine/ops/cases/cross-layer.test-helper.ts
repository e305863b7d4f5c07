import type { Tensor3D } from '@tensorflow/tfjs-core';
import { crossLayer } from '../cross-layer';
import { at, B, M, type OpCase, over3, sum } from './case.test-helper';

export const CROSS_LAYER_CASES: OpCase[] = [
  {
    name: 'cross layer',
    inputs: [
      [1, B, M],
      [1, B, M],
      [1, M, 1],
      [1, 1, M],
    ],
    op: ([x0, x, w, b]) => crossLayer(x0 as Tensor3D, x as Tensor3D, w as Tensor3D, b as Tensor3D),
    definition: ([x0, x, w, b]) =>
      over3(1, B, M, (_, row, j) => {
        const projection = sum(M, (l) => at(x as Float64Array, row * M + l) * at(w as Float64Array, l));
        return at(x0 as Float64Array, row * M + j) * projection + at(b as Float64Array, j) + at(x as Float64Array, row * M + j);
      }),
  },
];
