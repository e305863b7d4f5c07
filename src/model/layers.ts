import type { Tensor3D } from '@tensorflow/tfjs-core';
import { linear } from '../engine/ops/linear';
import type { Pass } from './context';
import { uniformByInputs } from './init';
import type { Entry } from './layout';
import { MOMENTUM, type NormBuffers, normEntries, normRelu } from './norm';

/** A layer: Linear -> BatchNorm -> ReLU, once for each of `groups` towers, all of them at once. */
export interface LayerSpec {
  name: string;
  part: string;
  groups: number;
  inputs: number;
  width: number;
  /** Share by which the running statistics move in a step. */
  momentum?: number;
}

export function linearEntries({ name, part, groups, inputs, width }: LayerSpec): Entry[] {
  return [
    { name: `${name}.weight`, part, shape: [groups, inputs, width], init: uniformByInputs(inputs) },
    { name: `${name}.bias`, part, shape: [groups, 1, width], init: uniformByInputs(inputs) },
  ];
}

export function applyLinear(pass: Pass, name: string, x: Tensor3D): Tensor3D {
  return linear(x, pass.parameter<Tensor3D>(`${name}.weight`), pass.parameter<Tensor3D>(`${name}.bias`));
}

export function layerEntries(spec: LayerSpec): Entry[] {
  return [...linearEntries(spec), ...normEntries(spec.name, spec.part, spec.groups, spec.width)];
}

export function layerBuffers({ name, groups, width, momentum = MOMENTUM }: LayerSpec): NormBuffers {
  return { name, groups, width, momentum };
}

/** [1 or G, B, inputs] -> [G, B, width] */
export function applyLayer(pass: Pass, name: string, x: Tensor3D): Tensor3D {
  return normRelu(pass, name, applyLinear(pass, name, x));
}
