import { add, mul, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Sets } from '../engine/kernels/fused';
import { asSets, normEvaluation, normTraining } from '../engine/ops/norm';
import type { Pass } from './context';
import { constant } from './init';
import type { Entry } from './layout';
import { type Module, parameterSlot, runningSlots } from './module';

/** A norm's running statistics move by `momentum` a step: PyTorch's 0.1, or more where it is called several times. */
export interface NormBuffers {
  name: string;
  groups: number;
  width: number;
  momentum: number;
}

/** PyTorch's BatchNorm default. */
const MOMENTUM = 0.1;

/** One update that does what `calls` updates towards the same statistics do. */
export function momentumOf(calls: number): number {
  return 1 - (1 - MOMENTUM) ** calls;
}

export interface NormSpec {
  name: string;
  part: string;
  groups: number;
  width: number;
  /** Calls a step, in the authors' loop; 1 if left out. */
  calls?: number;
  /** PyTorch's name of a group's norm. */
  torch: (group: number) => string;
}

/** BatchNorm: gamma, beta and running statistics, one set a group. */
export function norm({ name, part, groups, width, calls = 1, torch }: NormSpec): Module {
  const buffers: NormBuffers = { name, groups, width, momentum: momentumOf(calls) };
  const each = Array.from({ length: groups }, (_, group) => group);
  return {
    entries: normEntries(name, part, groups, width),
    norms: [buffers],
    slots: each.flatMap((group) => [
      parameterSlot(`${torch(group)}.weight`, [width], `${name}.gamma`, group * width),
      parameterSlot(`${torch(group)}.bias`, [width], `${name}.beta`, group * width),
      ...runningSlots(torch(group), buffers, group),
    ]),
    counters: each.map((group) => ({ name: `${torch(group)}.num_batches_tracked`, callsPerStep: calls })),
  };
}

function normEntries(name: string, part: string, groups: number, width: number): Entry[] {
  return [
    { name: `${name}.gamma`, part, shape: [groups, 1, width], init: constant(1) },
    { name: `${name}.beta`, part, shape: [groups, 1, width], init: constant(0) },
  ];
}

/** What follows a BatchNorm, and whose rows it takes its statistics over. */
export interface NormUse {
  /** With `own-in-row` the norm has a group per domain, and each row takes its own domain's. */
  sets: Sets;
  /** ReLU follows. */
  rectified: boolean;
  dropout?: ReturnType<Pass['dropout']>;
  /** [1, 1, m] a gamma that scales the groups' own and a beta that shifts theirs. */
  shared?: { gamma: Tensor3D; beta: Tensor3D };
}

/** [G, B, m] -> [G, B, m] */
export function applyNorm(pass: Pass, name: string, x: Tensor3D, { sets, rectified, dropout, shared }: NormUse): Tensor3D {
  const own = { gamma: asSets(pass.parameter(`${name}.gamma`), sets), beta: asSets(pass.parameter(`${name}.beta`), sets) };
  const gamma = shared ? mul<Tensor3D>(own.gamma, shared.gamma) : own.gamma;
  const beta = shared ? add<Tensor3D>(own.beta, shared.beta) : own.beta;
  const kind = { sets, rectified, unbiased: false };
  const running = pass.running(name);
  if (!pass.training) return normEvaluation(x, gamma, beta, pass.batch, kind, running);
  return normTraining(x, gamma, beta, pass.batch, { ...kind, running, dropout });
}
