import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../config/run-config';
import type { Sets } from '../engine/kernels/fused';
import { ownLogit } from '../engine/ops/own-logit';
import type { Adapt } from './backbones/backbone';
import type { Pass } from './context';
import { afterLinear, applyLinear, applyOwnLinear, type LayerSpec, type LinearSpec, layers as layersModule, linear, stack } from './layers';
import { type Module, together } from './module';

/** One stack of layers and a head for each domain, over rows that all of them see or that each domain has for itself. */
export interface Towers {
  layers: LayerSpec[];
  head: LinearSpec;
  /** Each row goes through its own domain's tower only. */
  own: boolean;
}

/** Counts what is in a Linear -> BatchNorm -> ReLU `nn.Sequential` of the authors. */
const TORCH_STRIDE = 3;

/**
 * @param inputs width of what the towers read
 * @param torch PyTorch's name of a domain's `nn.Sequential`
 */
export function towers(inputs: number, domains: number, config: ModelConfig, torch: (domain: number) => string): Towers {
  const { layers } = config;
  const perRow = config.towerRows === 'own' ? 1 : domains;
  return {
    layers: stack(inputs, layers).map(({ inputs: wide, width, l }) => ({
      name: `tower.${l}`,
      part: 'towers',
      groups: domains,
      inputs: wide,
      width,
      perRow,
      dropout: dropoutOf(config, l),
      torch: (domain) => `${torch(domain)}.${TORCH_STRIDE * l}`,
      torchNorm: (domain) => `${torch(domain)}.${TORCH_STRIDE * l + 1}`,
    })),
    head: {
      name: 'head',
      part: 'towers',
      groups: domains,
      inputs: layers.at(-1) as number,
      width: 1,
      // Only a row's own logit is worked out.
      perRow: 1,
      torch: (domain) => `${torch(domain)}.${TORCH_STRIDE * layers.length}`,
    },
    own: config.towerRows === 'own',
  };
}

export function towersModule({ layers, head }: Towers): Module {
  return together(layersModule(layers), linear(head));
}

/**
 * @param x [1, B, in], or [D, B, in] where every tower reads rows of its own
 * @returns each row's logit, of its own domain's tower: [1, B, 1]
 */
export function applyTowers(pass: Pass, { layers, head, own }: Towers, x: Tensor3D, adapt: Adapt): Tensor3D {
  const sets: Sets = own ? 'own-in-row' : 'batch';
  const apply = own ? applyOwnLinear : applyLinear;
  const top = layers.reduce((z, spec, l) => adapt(l + 1, afterLinear(pass, spec, apply(pass, spec, z), sets)), x);
  return ownLogit(top, pass.parameter<Tensor3D>(`${head.name}.weight`), pass.parameter<Tensor3D>(`${head.name}.bias`), pass.batch);
}

/** The share of layer `l` (from 0) that dropout leaves out. */
export function dropoutOf({ dropout }: Pick<ModelConfig, 'dropout'>, l: number): number {
  return typeof dropout === 'number' ? dropout : (dropout[l] ?? 0);
}
