import { mul, type Tensor3D } from '@tensorflow/tfjs-core';
import { dropoutMask } from '../engine/kernels/dropout-mask';
import { ownDomain } from '../engine/ops/batch/own-domain';
import { layerNormRelu } from '../engine/ops/layer-norm';
import type { Pass } from './context';
import { constant } from './init';
import { applyLinear, applyOwnLinear, type LayerSpec, linear } from './layers';
import { type Module, parameterSlot, together } from './module';

/** Layers Linear -> LayerNorm -> ReLU -> dropout, on top of each other. No row of a batch depends on another. */
export function blocks(specs: readonly LayerSpec[]): Module {
  return together(...specs.map((spec) => together(linear(spec), scaleAndShift(spec))));
}

function scaleAndShift({ name, part, groups, width, torchNorm }: LayerSpec): Module {
  const each = Array.from({ length: groups }, (_, group) => group);
  return {
    entries: [
      { name: `${name}.gamma`, part, shape: [groups, 1, width], init: constant(1) },
      { name: `${name}.beta`, part, shape: [groups, 1, width], init: constant(0) },
    ],
    norms: [],
    slots: each.flatMap((group) => [
      parameterSlot(`${torchNorm(group)}.weight`, [width], `${name}.gamma`, group * width),
      parameterSlot(`${torchNorm(group)}.bias`, [width], `${name}.beta`, group * width),
    ]),
    counters: [],
  };
}

/** [1 or G, B, in] -> [G, B, width]; with `own` each row by its own domain's block, [1, B, width]. */
export function applyBlock(pass: Pass, { name, dropout: share = 0 }: Pick<LayerSpec, 'name' | 'dropout'>, x: Tensor3D, own = false): Tensor3D {
  const ofRow = (id: string): Tensor3D => {
    const perGroup = pass.parameter<Tensor3D>(`${name}.${id}`);
    return own ? ownDomain(perGroup, pass.batch.composed.oneHot()) : perGroup;
  };
  const line = (own ? applyOwnLinear : applyLinear)(pass, { name }, x);
  const open = layerNormRelu(line, ofRow('gamma'), ofRow('beta'));
  const dropout = pass.dropout(share, name);
  return dropout ? mul<Tensor3D>(open, dropoutMask(open.shape, dropout)) : open;
}

/** [1 or G, B, in of the first] -> [G, B, width of the last] */
export function applyBlocks(pass: Pass, specs: readonly LayerSpec[], x: Tensor3D): Tensor3D {
  return specs.reduce((z, spec) => applyBlock(pass, spec, z), x);
}
