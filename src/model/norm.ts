import type { Tensor3D } from '@tensorflow/tfjs-core';
import { normReluEvaluation, normReluTraining } from '../engine/ops/norm-relu';
import type { Pass } from './context';
import { constant } from './init';
import type { Entry } from './layout';

/** A norm's running statistics move by `momentum` a step: PyTorch's 0.1, or more where it is called several times. */
export interface NormBuffers {
  name: string;
  groups: number;
  width: number;
  momentum: number;
}

/** PyTorch's BatchNorm default. */
export const MOMENTUM = 0.1;

/** Linear's companion: BatchNorm's gamma and beta, one pair a group. */
export function normEntries(name: string, part: string, groups: number, width: number): Entry[] {
  return [
    { name: `${name}.gamma`, part, shape: [groups, 1, width], init: constant(1) },
    { name: `${name}.beta`, part, shape: [groups, 1, width], init: constant(0) },
  ];
}

/** BatchNorm, then ReLU: [G, B, m] -> [G, B, m]. */
export function normRelu(pass: Pass, name: string, x: Tensor3D): Tensor3D {
  const gamma = pass.parameter<Tensor3D>(`${name}.gamma`);
  const beta = pass.parameter<Tensor3D>(`${name}.beta`);
  return pass.training
    ? normReluTraining(x, gamma, beta, pass.rows, (moments) => pass.report(name, moments))
    : normReluEvaluation(x, gamma, beta, pass.running(name));
}
