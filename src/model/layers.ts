import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Sets } from '../engine/kernels/fused';
import { linear as linearOp, ownLinear } from '../engine/ops/linear';
import type { Pass } from './context';
import { uniformByInputs } from './init';
import { type Module, parameterSlot, together } from './module';
import { applyNorm, norm } from './norm';

/** A linear map, once for each of `groups` towers, all of them at once. */
export interface LinearSpec {
  name: string;
  part: string;
  groups: number;
  inputs: number;
  width: number;
  /** Groups whose map a row goes through; left out: all. */
  perRow?: number;
  /** PyTorch's name of a group's map. */
  torch: (group: number) => string;
  /** Multiply-adds a row that its outputs cause, beyond the map itself: a gate's mixing. */
  costBeyond?: number;
}

/** A layer: Linear -> BatchNorm -> ReLU -> dropout. */
export interface LayerSpec extends LinearSpec {
  /** PyTorch's name of a group's norm. */
  torchNorm: (group: number) => string;
  /** Calls a step, in the authors' loop; 1 if left out. */
  calls?: number;
  /** Share of units left out in training. */
  dropout?: number;
}

export function linear({ name, part, groups, inputs, width, perRow = groups, torch, costBeyond = 0 }: LinearSpec): Module {
  const each = Array.from({ length: groups }, (_, group) => group);
  return {
    entries: [
      { name: `${name}.weight`, part, shape: [groups, inputs, width], init: uniformByInputs(inputs), cost: perRow * inputs * width + costBeyond },
      { name: `${name}.bias`, part, shape: [groups, 1, width], init: uniformByInputs(inputs) },
    ],
    norms: [],
    slots: each.flatMap((group) => [
      { ...parameterSlot(`${torch(group)}.weight`, [width, inputs], `${name}.weight`, group * inputs * width), transposed: true },
      parameterSlot(`${torch(group)}.bias`, [width], `${name}.bias`, group * width),
    ]),
    counters: [],
  };
}

function layer(spec: LayerSpec): Module {
  return together(linear(spec), norm({ ...spec, torch: spec.torchNorm }));
}

/** Layers on top of each other. */
export function layers(specs: LayerSpec[]): Module {
  return together(...specs.map(layer));
}

export function applyLinear(pass: Pass, { name }: Pick<LinearSpec, 'name'>, x: Tensor3D): Tensor3D {
  return linearOp(x, pass.parameter<Tensor3D>(`${name}.weight`), pass.parameter<Tensor3D>(`${name}.bias`));
}

/** Each row by the map of its own domain: [1, B, inputs] -> [1, B, width] */
export function applyOwnLinear(pass: Pass, { name }: Pick<LinearSpec, 'name'>, x: Tensor3D): Tensor3D {
  return ownLinear(x, pass.parameter<Tensor3D>(`${name}.weight`), pass.parameter<Tensor3D>(`${name}.bias`), pass.batch);
}

/** [1 or G, B, inputs] -> [G, B, width] */
export function applyLayer(pass: Pass, spec: Pick<LayerSpec, 'name' | 'dropout'>, x: Tensor3D, sets: Sets = 'batch'): Tensor3D {
  return afterLinear(pass, spec, applyLinear(pass, spec, x), sets);
}

/** [1 or G, B, inputs of the first] -> [G, B, width of the last] */
export function applyLayers(pass: Pass, specs: LayerSpec[], x: Tensor3D): Tensor3D {
  return specs.reduce((z, spec) => applyLayer(pass, spec, z), x);
}

/** What follows a layer's linear map. */
export function afterLinear(pass: Pass, { name, dropout = 0 }: Pick<LayerSpec, 'name' | 'dropout'>, x: Tensor3D, sets: Sets): Tensor3D {
  return applyNorm(pass, name, x, { sets, rectified: true, dropout: pass.dropout(dropout, name) });
}

/** Widths as the inputs and outputs of a stack of layers. */
export function stack(inputs: number, widths: readonly number[]): { inputs: number; width: number; l: number }[] {
  return widths.map((width, l) => ({ inputs: l === 0 ? inputs : (widths[l - 1] as number), width, l }));
}
