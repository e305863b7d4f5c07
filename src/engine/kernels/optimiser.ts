import type { Optimise, Sets } from './fused';

/**
 * Constants of the optimisers, for the kernels of both engines and for the definitions. `assembly/optimise.ts` cannot
 * import them and repeats them.
 */
export const BETA1 = 0.9;
export const BETA2 = 0.999;
export const ADAM_EPS = 1e-8;
export const ADAGRAD_EPS = 1e-10;
/** As in PyTorch's `clip_grad_norm_`. */
export const CLIP_EPS = 1e-6;

/** The optimisers, as kernels number them. */
export const OPTIMISER_CODE: Record<Optimise['optimiser'], number> = { adam: 0, adamw: 1, adagrad: 2, sgd: 3 };

/** The kinds of sets of rows, as kernels number them. */
export const SETS_CODE: Record<Sets, number> = { batch: 0, 'own-in-tower': 1, 'own-in-row': 2 };

/** Adam's corrections for its start, in double precision: the rate, and what the root of the second mean is multiplied by. */
export function adamCorrections({ rate, t }: Pick<Optimise, 'rate' | 't'>): { rate: number; root: number } {
  return { rate: rate / (1 - BETA1 ** t), root: 1 / Math.sqrt(1 - BETA2 ** t) };
}
