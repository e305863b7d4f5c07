import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/run-config';
import type { Pass } from '../context';
import { applyLayer, type LayerSpec, type LinearSpec, stack } from '../layers';
import { dropoutOf } from '../towers';
import type { Adapt } from './backbone';

/** Counts what is in the authors' MLP `nn.Sequential`: Linear, BatchNorm, ReLU, Dropout. */
const TORCH_STRIDE = 4;
const TORCH_NAME = 'mlp.mlp';

/**
 * One stack of layers for all domains, that may take adapters.
 *
 * @param torch PyTorch's name of its `nn.Sequential`
 */
export function deep(inputs: number, config: ModelConfig, calls: number, torch = TORCH_NAME): LayerSpec[] {
  return stack(inputs, config.layers).map(({ inputs: wide, width, l }) => ({
    name: `deep.${l}`,
    part: 'deep network',
    groups: 1,
    inputs: wide,
    width,
    calls,
    dropout: dropoutOf(config, l),
    torch: () => deepTorchName(l, torch),
    torchNorm: () => `${torch}.${TORCH_STRIDE * l + 1}`,
  }));
}

/** PyTorch's name of the linear map `l` of the authors' MLP. */
export function deepTorchName(l: number, torch = TORCH_NAME): string {
  return `${torch}.${TORCH_STRIDE * l}`;
}

/** The map of its last layer to the logit. @param torch PyTorch's name of it */
export function deepHead({ layers }: ModelConfig, torch: string): LinearSpec {
  return { name: 'head', part: 'deep network', groups: 1, inputs: layers.at(-1) as number, width: 1, torch: () => torch };
}

/** [1, B, in] -> [1, B, width of the last layer] */
export function applyDeep(pass: Pass, layers: LayerSpec[], x: Tensor3D, adapt: Adapt): Tensor3D {
  return layers.reduce((z, spec, l) => adapt(l + 1, applyLayer(pass, spec, z)), x);
}
