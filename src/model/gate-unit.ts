import { relu, type Tensor3D } from '@tensorflow/tfjs-core';
import { factorGate, factorsOf } from '../engine/ops/factor-gate';
import { type Part, type Pass, told } from './context';
import { applyLinear, applyOwnLinear, type LinearSpec, linear } from './layers';
import { type Module, together } from './module';

/** At most twice what is gated goes on: the paper's gamma. Nothing is too small to go on. */
const KIND = { most: 2, epsilon: -1, below: 0, flat: false } as const;

/** A Gate Neural Unit, once for each of `groups` towers. */
export interface GateUnit {
  /** From what it reads, with a ReLU. */
  crossing: LinearSpec;
  /** From that to the factors, with a sigmoid. */
  scoring: LinearSpec;
}

/**
 * 2 sigmoid(W' relu(W x + b) + b'), a factor from 0 to 2 for each number that is gated (Chang et al., PEPNet, KDD 2023, equations 1 and
 * 2). Both maps are as wide as what is gated.
 *
 * @param spec its name and part; the width of what it reads, and of what it gates; PyTorch's name of a group's unit
 */
export function gateUnit({ name, width, torch, ...spec }: LinearSpec): GateUnit {
  return {
    crossing: { ...spec, name: `${name}.crossing`, width, torch: (group) => `${torch(group)}.network.0` },
    scoring: { ...spec, name: `${name}.scoring`, inputs: width, width, torch: (group) => `${torch(group)}.network.2` },
  };
}

export function gateUnitModule({ crossing, scoring }: GateUnit): Module {
  return together(linear(crossing), linear(scoring));
}

/**
 * What is gated, each number times its factor.
 *
 * @param x [1, B, in] what the unit reads
 * @param u [G, B, width]; with `own` [1, B, width], each row by the unit of its own domain
 * @param part what the factors are told as
 * @returns as `u`
 */
export function gated(
  pass: Pass,
  { crossing, scoring }: GateUnit,
  x: Tensor3D,
  u: Tensor3D,
  { own = false, part }: { own?: boolean; part?: Part } = {},
): Tensor3D {
  const apply = own ? applyOwnLinear : applyLinear;
  const crossed: Tensor3D = relu(apply(pass, crossing, x));
  const t = apply(pass, scoring, crossed);
  if (part && pass.inside?.tell) told(pass, part, factorsOf(t, KIND));
  return factorGate(u, t, KIND);
}
