import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../config/run-config';
import { ownDomain } from '../engine/ops/own-domain';
import type { Adapt } from './backbones/backbone';
import type { Pass, RowSets } from './context';
import { afterLinear, applyLinear, type LayerSpec, type LinearSpec, layers as layersModule, linear, stack } from './layers';
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
  return {
    layers: stack(inputs, layers).map(({ inputs: wide, width, l }) => ({
      name: `tower.${l}`,
      part: 'towers',
      groups: domains,
      inputs: wide,
      width,
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
 * @returns logits: [D, B, 1], of every tower for every row; with `own` [1, B, 1], of each row's own tower
 */
export function applyTowers(pass: Pass, { layers, head, own }: Towers, x: Tensor3D, adapt: Adapt): Tensor3D {
  const sets: RowSets = own ? 'own-in-row' : 'batch';
  const pick = (perTower: Tensor3D) => (own ? ownDomain(perTower, pass.domainOneHot) : perTower);
  const top = layers.reduce((z, spec, l) => adapt(l + 1, afterLinear(pass, spec, pick(applyLinear(pass, spec, z)), sets)), x);
  return pick(applyLinear(pass, head, top));
}

/** The share of layer `l` (from 0) that dropout leaves out. */
export function dropoutOf({ dropout }: Pick<ModelConfig, 'dropout'>, l: number): number {
  return typeof dropout === 'number' ? dropout : (dropout[l] ?? 0);
}
