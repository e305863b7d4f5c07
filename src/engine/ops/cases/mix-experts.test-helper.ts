import type { Tensor3D } from '@tensorflow/tfjs-core';
import { ownDomain } from '../batch/own-domain';
import { mixExperts, sumOfExperts } from '../mix-experts';
import { at, B, D, DOMAIN_OF, K, M, type OpCase, over3, range, sum } from './case.test-helper';

function caseOf(name: string, op: typeof mixExperts, weigh: (value: number) => number): OpCase {
  return {
    name,
    inputs: [
      [D, B, K],
      [K, B, M],
    ],
    op: ([logits, experts]) => op(logits as Tensor3D, experts as Tensor3D),
    definition: ([logits, experts]) =>
      over3(D, B, M, (d, b, j) => {
        const weights = range(K).map((n) => weigh(at(logits as Float64Array, (d * B + b) * K + n)));
        const total = op === mixExperts ? weights.reduce((a, c) => a + c, 0) : 1;
        return sum(K, (n) => (at(weights, n) / total) * at(experts as Float64Array, (n * B + b) * M + j));
      }),
  };
}

function ownTowerCase(name: string, rows: number): OpCase {
  return {
    name,
    inputs: [[D, rows, M]],
    op: ([perTower], { batch }) => ownDomain(perTower as Tensor3D, batch.composed.oneHot()),
    definition: ([perTower]) => over3(1, B, M, (_, b, j) => at(perTower as Float64Array, (at(DOMAIN_OF, b) * rows + (b % rows)) * M + j)),
  };
}

export const MIX_EXPERTS_CASES: OpCase[] = [
  caseOf('mixture of experts', mixExperts, Math.exp),
  caseOf('sum of experts by shares that are given', sumOfExperts, (share) => share),
  ownTowerCase('each row’s own tower', B),
  ownTowerCase('each row’s own tower, the same for all rows of a domain', 1),
];
