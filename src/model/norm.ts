import { add, mul, reshape, type Tensor3D } from '@tensorflow/tfjs-core';
import { normEvaluation, normTraining } from '../engine/ops/batch-norm';
import type { Moments } from '../engine/ops/normalise';
import type { Pass, RowSets } from './context';
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

/**
 * BatchNorm, then ReLU if `rectified`: [G, B, m] -> [G, B, m].
 *
 * @param sets with `own-in-row` the norm has a group per domain, and each row takes its own domain's
 * @param shared [1, 1, m] a gamma that scales the groups' own and a beta that shifts theirs
 */
export function applyNorm(pass: Pass, name: string, x: Tensor3D, sets: RowSets, rectified: boolean, shared?: { gamma: Tensor3D; beta: Tensor3D }): Tensor3D {
  const rows = pass.rows(sets);
  const own = { gamma: asSets(pass.parameter(`${name}.gamma`), sets), beta: asSets(pass.parameter(`${name}.beta`), sets) };
  const gamma = shared ? mul<Tensor3D>(own.gamma, shared.gamma) : own.gamma;
  const beta = shared ? add<Tensor3D>(own.beta, shared.beta) : own.beta;
  if (!pass.training) return normEvaluation(x, gamma, beta, rows, rectified, runningAsSets(pass, name, sets));
  const instead = rows.absent ? runningAsSets(pass, name, sets) : undefined;
  return normTraining(x, gamma, beta, rows, rectified, (moments) => pass.report(name, moments), instead);
}

/** One value a group and column, [groups, 1, m], as the sets of rows have it: side by side in one tensor, or in towers. */
export function asSets(perGroup: Tensor3D, sets: RowSets): Tensor3D {
  return sets === 'own-in-row' ? reshape(perGroup, [1, perGroup.shape[0], perGroup.shape[2]]) : perGroup;
}

export function runningAsSets(pass: Pass, name: string, sets: RowSets): Moments {
  const { mean, variance } = pass.running(name);
  return { mean: asSets(mean, sets), variance: asSets(variance, sets) };
}
