import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import type { Pass } from '../context';
import { applyLinear, type LinearSpec, linear } from '../layers';
import { type Module, together } from '../module';
import { applyNorm, norm } from '../norm';

/** What says how much of each expert a mixture takes: a linear map before the softmax, and a BatchNorm between the two where one is wanted. */
export interface GateSpec extends LinearSpec {
  normed: boolean;
}

/** @param spec `torch`: PyTorch's name of a group's gate, which with a norm is an `nn.Sequential` of the two */
export function gates({ torch, ...spec }: LinearSpec, { gateNorm }: Pick<ModelConfig, 'gateNorm'>): GateSpec {
  return { ...spec, torch: gateNorm ? (group) => `${torch(group)}.0` : torch, normed: gateNorm };
}

export function gatesModule(spec: GateSpec): Module {
  if (!spec.normed) return linear(spec);
  return together(linear(spec), norm({ ...spec, torch: (group) => spec.torch(group).replace(/0$/, '1') }));
}

/** What goes into the softmax over experts: [1 or G, B, in] -> [G, B, experts]. The norm takes its statistics over all rows of the batch. */
export function applyGates(pass: Pass, spec: GateSpec, x: Tensor3D): Tensor3D {
  const logits = applyLinear(pass, spec, x);
  return spec.normed ? applyNorm(pass, spec.name, logits, { sets: 'batch', rectified: false }) : logits;
}
