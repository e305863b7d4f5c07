import type { ModelConfig } from '../config/run-config';
import { type LayerSpec, stack } from './layers';

/** Counts what is in the authors' `nn.Sequential`: Linear, BatchNorm, ReLU, Dropout. */
const TORCH_STRIDE = 4;

/**
 * The hyper-network, one for all domains: x0 through Linear -> BatchNorm -> ReLU layers, the last one k * k wide and
 * with its ReLU too (HAMUR, CIKM 2023, section 3.3).
 *
 * @param calls how often a step counts for its buffers
 */
export function hyperLayers({ hyper, k, hyperDropout }: ModelConfig, inputs: number, calls: number): LayerSpec[] {
  return stack(inputs, [...hyper, k * k]).map(({ inputs: wide, width, l }) => ({
    name: `hyper.${l}`,
    part: 'hyper-network',
    groups: 1,
    inputs: wide,
    width,
    calls,
    // H itself stays whole.
    dropout: l < hyper.length ? hyperDropout : 0,
    torch: () => `hyper_net.${TORCH_STRIDE * l}`,
    torchNorm: () => `hyper_net.${TORCH_STRIDE * l + 1}`,
  }));
}

/** H is the hyper-network's output as k by k matrices times this: 1/sqrt(k) keeps U H V of order one at the near-identity start. */
export function matrixScale({ k, adapterInit }: ModelConfig): number {
  return adapterInit === 'near-identity' ? 1 / Math.sqrt(k) : 1;
}
