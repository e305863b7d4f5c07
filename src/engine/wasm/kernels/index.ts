import { registerAdapterCell } from './adapter-cell';
import { registerBatch } from './batch';
import { registerCrossLayer } from './cross-layer';
import { registerDomainMap } from './domain-map';
import { registerFactorGate } from './factor-gate';
import { registerLayerNorm } from './layer-norm';
import { registerLinear } from './linear';
import { registerLogits } from './logits';
import { registerMixExperts } from './mix-experts';
import { registerNorm } from './norm';
import { registerOptimise } from './optimise';

/** Registers the kernels of `kernels/fused.ts` for WebAssembly with SIMD. */
export function registerFusedKernels(): void {
  registerBatch();
  registerLinear();
  registerNorm();
  registerLayerNorm();
  registerMixExperts();
  registerFactorGate();
  registerDomainMap();
  registerAdapterCell();
  registerLogits();
  registerCrossLayer();
  registerOptimise();
}
