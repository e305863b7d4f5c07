import { type Tensor1D, type Tensor3D, tensor1d } from '@tensorflow/tfjs-core';
import type { FactorGate } from '../../kernels/fused';
import { factorGate } from '../factor-gate';
import { at, B, D, M, type OpCase, over3 } from './case.test-helper';

function caseOf(name: string, kind: FactorGate, alpha?: number): OpCase {
  const shape = [D, B, M];
  return {
    name: `factor gate, ${name}`,
    inputs: [shape, shape],
    op: ([u, t]) => factorGate(u as Tensor3D, t as Tensor3D, kind, alpha === undefined ? undefined : (tensor1d([alpha]) as Tensor1D)),
    definition: ([u, t]) =>
      over3(D, B, M, (d, b, j) => {
        const i = (d * B + b) * M + j;
        const v = kind.most / (1 + Math.exp(-(alpha ?? 1) * at(t as Float64Array, i)));
        const sign = v > kind.epsilon ? 1 : kind.below;
        return at(u as Float64Array, i) * (kind.flat ? sign : sign * v);
      }),
  };
}

export const FACTOR_GATE_CASES: OpCase[] = [
  caseOf('open', { most: 2, epsilon: -1, below: 0, flat: false }),
  caseOf('pruned', { most: 2, epsilon: 0.7, below: 0, flat: false }, 1.5),
  caseOf('turned', { most: 3, epsilon: 0.9, below: -1, flat: false }),
  caseOf('signs alone', { most: 1, epsilon: 0.4, below: -1, flat: true }, 1.5),
];
