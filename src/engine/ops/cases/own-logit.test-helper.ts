import type { Tensor3D } from '@tensorflow/tfjs-core';
import { ownLogit } from '../own-logit';
import { at, B, COUNT, D, DOMAIN_OF, M, type OpCase, range, sum } from './case.test-helper';

export const OWN_LOGIT_CASES: OpCase[] = [
  ...[1, D].map(
    (towers): OpCase => ({
      name: `logit of each row’s own domain, ${towers === 1 ? 'from its own tower alone' : 'from all towers'}`,
      inputs: [
        [towers, B, M],
        [D, M, 1],
        [D, 1, 1],
      ],
      op: ([z, w, b], { batch }) => ownLogit(z as Tensor3D, w as Tensor3D, b as Tensor3D, batch),
      definition: ([z, w, b]) =>
        range(B).map((row) => {
          const d = DOMAIN_OF[row] as number;
          const tower = towers === 1 ? 0 : d;
          return at(b as Float64Array, d) + sum(M, (l) => at(z as Float64Array, (tower * B + row) * M + l) * at(w as Float64Array, d * M + l));
        }),
      counts: (i) => i < COUNT,
    }),
  ),
];
