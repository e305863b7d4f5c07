import type { Tensor3D } from '@tensorflow/tfjs-core';
import { layerNormRelu } from '../layer-norm';
import { at, B, D, EPS, M, type OpCase, over3, range, sum } from './case.test-helper';

/** @param rows how many rows have a gamma and a beta of their own: all, or one set for all */
const caseOf = (name: string, rows: number): OpCase => ({
  name,
  inputs: [
    [D, B, M],
    [D, rows, M],
    [D, rows, M],
  ],
  op: ([x, gamma, beta]) => layerNormRelu(x as Tensor3D, gamma as Tensor3D, beta as Tensor3D),
  definition: ([x, gamma, beta]) =>
    over3(D, B, M, (d, b, j) => {
      const row = range(M).map((i) => at(x as Float64Array, (d * B + b) * M + i));
      const mean = sum(M, (i) => at(row, i)) / M;
      const variance = sum(M, (i) => (at(row, i) - mean) ** 2) / M;
      const own = (d * rows + (rows === 1 ? 0 : b)) * M + j;
      return Math.max(0, (at(gamma as Float64Array, own) * (at(row, j) - mean)) / Math.sqrt(variance + EPS) + at(beta as Float64Array, own));
    }),
});

export const LAYER_NORM_CASES: OpCase[] = [caseOf('layer norm and ReLU', 1), caseOf('layer norm and ReLU, each row with a scale of its own', B)];
