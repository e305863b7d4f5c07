import type { ModelConfig } from '../../config/run-config';
import { type LayerSpec, stack } from '../layers';

/** Counts what is in a Linear -> BatchNorm -> ReLU `nn.Sequential`. */
const TORCH_STRIDE = 3;

/**
 * Stacks of layers below the towers: one (the shared bottom), or one for each of `groups` experts.
 *
 * @param inputs width of what they read
 * @param torch PyTorch's name of a group's `nn.Sequential`
 */
export function bottom(name: string, part: string, groups: number, inputs: number, config: ModelConfig, torch: (group: number) => string): LayerSpec[] {
  return stack(inputs, config.bottom).map(({ inputs: wide, width, l }) => ({
    name: `${name}.${l}`,
    part,
    groups,
    inputs: wide,
    width,
    torch: (group) => `${torch(group)}.${TORCH_STRIDE * l}`,
    torchNorm: (group) => `${torch(group)}.${TORCH_STRIDE * l + 1}`,
  }));
}
