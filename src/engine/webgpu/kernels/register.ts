import { registerWebgpu, type WebgpuKernel } from '../kernel';
import type { Dispatcher } from '../program';
import { ADAPTER_CELL_KERNEL } from './adapter-cell';
import { ADAPTER_CELL_GRADIENT_KERNEL } from './adapter-cell-gradient';
import { CATCH_UP_KERNEL } from './catch-up';
import { COPY_KERNEL } from './copy';
import { CROSS_LAYER_GRADIENT_KERNEL, CROSS_LAYER_KERNEL } from './cross-layer';
import { DOMAIN_MAP_GRADIENT_KERNEL, DOMAIN_MAP_KERNEL } from './domain-map';
import { DROPOUT_MASK_KERNEL } from './dropout-mask';
import { EMBED_KERNEL } from './embed';
import { EMBED_GRADIENT_KERNEL } from './embed-gradient';
import { FACTOR_GATE_GRADIENT_KERNEL, FACTOR_GATE_KERNEL } from './factor-gate';
import { LAYER_NORM_GRADIENT_KERNEL, LAYER_NORM_KERNEL } from './layer-norm';
import { LINEAR_KERNELS } from './linear';
import { LOGISTIC_LOSS_KERNEL } from './logistic-loss';
import { MIX_EXPERTS_GRADIENT_KERNEL, MIX_EXPERTS_KERNEL } from './mix-experts';
import { NORM_EVALUATION_KERNEL, NORM_KERNEL } from './norm';
import { NORM_GRADIENT_KERNEL } from './norm-gradient';
import { OPTIMISE_KERNEL, SQUARES_KERNEL } from './optimise';
import { OPTIMISE_ROWS_KERNEL } from './optimise-rows';
import { OWN_LOGIT_GRADIENT_KERNEL, OWN_LOGIT_KERNEL } from './own-logit';
import { PICK_ROWS_KERNEL } from './pick-rows';
import { RELU_KERNEL } from './relu';
import { SEGMENT_SUM_KERNEL } from './segment-sum';
import { SHUFFLE_KERNEL } from './shuffle';

const KERNELS: WebgpuKernel[] = [
  SHUFFLE_KERNEL,
  PICK_ROWS_KERNEL,
  EMBED_KERNEL,
  EMBED_GRADIENT_KERNEL,
  ...LINEAR_KERNELS,
  NORM_KERNEL,
  NORM_GRADIENT_KERNEL,
  NORM_EVALUATION_KERNEL,
  LAYER_NORM_KERNEL,
  LAYER_NORM_GRADIENT_KERNEL,
  MIX_EXPERTS_KERNEL,
  MIX_EXPERTS_GRADIENT_KERNEL,
  FACTOR_GATE_KERNEL,
  FACTOR_GATE_GRADIENT_KERNEL,
  DOMAIN_MAP_KERNEL,
  DOMAIN_MAP_GRADIENT_KERNEL,
  ADAPTER_CELL_KERNEL,
  ADAPTER_CELL_GRADIENT_KERNEL,
  OWN_LOGIT_KERNEL,
  OWN_LOGIT_GRADIENT_KERNEL,
  LOGISTIC_LOSS_KERNEL,
  CROSS_LAYER_KERNEL,
  CROSS_LAYER_GRADIENT_KERNEL,
  OPTIMISE_KERNEL,
  SQUARES_KERNEL,
  OPTIMISE_ROWS_KERNEL,
  CATCH_UP_KERNEL,
  COPY_KERNEL,
  DROPOUT_MASK_KERNEL,
  SEGMENT_SUM_KERNEL,
  RELU_KERNEL,
];

/** Registers our kernels with tfjs; those of its own that they stand in for are replaced. */
export function registerWebgpuKernels(): void {
  for (const kernel of KERNELS) registerWebgpu(kernel);
}

/** Compiles what the fused kernels run, ahead of their first use. Rejects where a program does not compile. */
export function warmUpKernels(on: Dispatcher): Promise<void> {
  const programs = new Map(KERNELS.flatMap((kernel) => kernel.programs(on)).map((program) => [program.key, program]));
  return on.compile([...programs.values()]);
}
