import { slice, type Tensor3D } from '@tensorflow/tfjs-core';
import { hasHyperNetwork } from '../config/adapter-kinds';
import { DOMAIN_FIELD } from '../config/fields';
import type { ModelConfig } from '../config/run-config';
import type { Embedded } from './embedding';
import { type LayerSpec, stack } from './layers';
import type { FieldShape, ModelShape } from './shape';

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

/**
 * What the hyper-network reads: [1, B, inputs]. x0, in the order in which the backbone gives it; with `domain-only` the domain's
 * embedding alone, as hyper-adapters do that are generated from a task's embedding (Karimi Mahabadi et al., ACL 2021).
 */
export function hyperInput(
  shape: ModelShape,
  { adapterKind }: ModelConfig,
  embedded: Embedded,
  backbones: ((input: Embedded) => Tensor3D) | undefined,
): Tensor3D {
  if (adapterKind !== 'domain-only') return backbones?.(embedded) ?? embedded.x0;
  const { offset, width } = domainEmbedding(shape);
  // Of what the backbone reads itself, so that nothing is looked up twice.
  const all = backbones ? embedded.fields : embedded.x0;
  return slice(all, [0, 0, offset], [1, all.shape[1], width]);
}

/** The width of what the hyper-network reads. @param inputs width of x0 */
export function hyperInputWidth(shape: ModelShape, { adapterKind }: ModelConfig, inputs: number): number {
  return adapterKind === 'domain-only' ? domainEmbedding(shape).width : inputs;
}

/** Where the domain's embedding lies among all fields'. @throws Error where the domain is no input */
function domainEmbedding({ fields }: ModelShape): { offset: number; width: number } {
  const at = fields.findIndex(({ name }) => name === DOMAIN_FIELD);
  if (at < 0) throw new Error('The domain is no input of this model, so its hyper-network cannot read it.');
  return { offset: fields.slice(0, at).reduce((sum, { width }) => sum + width, 0), width: (fields[at] as FieldShape).width };
}

/**
 * H is the hyper-network's output as k by k matrices times this: 1/sqrt(k) keeps U H V of order one at the near-identity start. What is
 * not generated is taken as it is.
 */
export function matrixScale(config: Pick<ModelConfig, 'k' | 'adapterInit' | 'adapterKind'>): number {
  return config.adapterInit === 'near-identity' && hasHyperNetwork(config) ? 1 / Math.sqrt(config.k) : 1;
}
