import { mul, relu, sigmoid, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Pass } from './context';
import { applyLinear, applyOwnLinear, type LinearSpec, linear } from './layers';
import { type Module, together } from './module';

/** At most this times what is gated goes on: the paper's gamma. */
const MOST = 2;

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

/** [1, B, in] -> [G, B, width]; with `own` each row by the unit of its own domain, [1, B, width]. */
export function applyGateUnit(pass: Pass, { crossing, scoring }: GateUnit, x: Tensor3D, own = false): Tensor3D {
  const apply = own ? applyOwnLinear : applyLinear;
  const crossed: Tensor3D = relu(apply(pass, crossing, x));
  return mul(sigmoid(apply(pass, scoring, crossed)), MOST);
}
