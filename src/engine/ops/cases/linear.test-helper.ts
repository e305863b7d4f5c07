import type { Tensor3D } from '@tensorflow/tfjs-core';
import { linear, ownLinear } from '../linear';
import { at, B, COUNT, D, M, type OpCase, over3, R, SORTED_DOMAIN_OF, sum } from './case.test-helper';

export const LINEAR_CASES: OpCase[] = [
  ...[1, D].map(
    (groups): OpCase => ({
      name: `linear, ${groups === 1 ? 'rows shared by the towers' : 'rows of each tower'}`,
      inputs: [
        [groups, B, M],
        [D, M, R],
        [D, 1, R],
      ],
      op: ([x, w, b]) => linear(x as Tensor3D, w as Tensor3D, b as Tensor3D),
      definition: ([x, w, b]) =>
        over3(D, B, R, (d, row, j) => {
          const of = groups === 1 ? 0 : d;
          return at(b as Float64Array, d * R + j) + sum(M, (l) => at(x as Float64Array, (of * B + row) * M + l) * at(w as Float64Array, (d * M + l) * R + j));
        }),
    }),
  ),
  {
    name: 'linear, each row by its own domain’s map',
    inputs: [
      [1, B, M],
      [D, M, R],
      [D, 1, R],
    ],
    op: ([x, w, b], { sorted }) => ownLinear(x as Tensor3D, w as Tensor3D, b as Tensor3D, sorted),
    definition: ([x, w, b]) =>
      over3(1, B, R, (_, row, j) => {
        const d = SORTED_DOMAIN_OF[row] as number;
        return at(b as Float64Array, d * R + j) + sum(M, (l) => at(x as Float64Array, row * M + l) * at(w as Float64Array, (d * M + l) * R + j));
      }),
    counts: (i) => Math.floor(i / R) < COUNT,
  },
];
