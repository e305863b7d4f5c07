import { mul, reshape, type Tensor3D } from '@tensorflow/tfjs-core';
import type { FidelityChoices } from '../config/fidelity';
import type { ModelConfig } from '../config/run-config';
import type { Pass } from './context';
import { applyLayer, type LayerSpec } from './layers';
import { MOMENTUM } from './norm';

/**
 * The hyper-network, one for all domains: x0 through Linear -> BatchNorm -> ReLU layers, the last one k * k wide and
 * with its ReLU too (HAMUR, CIKM 2023, section 3.3).
 */
export function hyperLayers(config: ModelConfig, choices: FidelityChoices, inputs: number, domains: number): LayerSpec[] {
  // The authors' loop over domains calls the hyper-network D times a step with the same input: each of its buffers
  // moves D times towards the same statistics, which is one move by 1 - 0.9^D.
  const momentum = choices.hyperBufferUpdates === 'once-per-domain' ? 1 - (1 - MOMENTUM) ** domains : MOMENTUM;
  const widths = [...config.hyper, config.k * config.k];
  return widths.map((width, l) => ({
    name: `hyper.${l}`,
    part: 'hyper-network',
    groups: 1,
    inputs: l === 0 ? inputs : (widths[l - 1] as number),
    width,
    momentum,
  }));
}

/** The instance representation matrices as the hyper-network puts them out: [1, B, k * k]. */
export function hyperOutput(pass: Pass, layers: LayerSpec[], x0: Tensor3D): Tensor3D {
  return layers.reduce((x, { name }) => applyLayer(pass, name, x), x0);
}

/** H as the adapters use it: [B, k, k]. */
export function instanceMatrices(output: Tensor3D, config: ModelConfig, choices: FidelityChoices): Tensor3D {
  const scale = matrixScale(config, choices);
  return reshape(scale === 1 ? output : mul(output, scale), [output.shape[1], config.k, config.k]);
}

/** What H is multiplied by: 1/sqrt(k) keeps U H V of order one at the near-identity start. */
export function matrixScale({ k }: ModelConfig, choices: FidelityChoices): number {
  return choices.adapterInit === 'near-identity' ? 1 / Math.sqrt(k) : 1;
}
