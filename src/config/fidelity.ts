import type { Fidelity } from './run-config';

/**
 * A fidelity mode is a named bundle of choices at the points where the authors' code differs from what we recommend
 * (Li et al., HAMUR, CIKM 2023, and the authors' PyTorch code). Model and training read the choices, never the name.
 */
export interface FidelityChoices {
  /**
   * How U and V start. `authors`: all ones, which keeps the bottleneck's units identical for ever. `near-identity`:
   * normal with std 1/sqrt(rows), H divided by sqrt(k), gamma zero, so that the adapter starts as "no change".
   */
  adapterInit: 'authors' | 'near-identity';
  /** Statistics of the domain norm at evaluation: of the evaluation batch, or running ones kept per tower. */
  domainNormAtEvaluation: 'batch' | 'running';
  /**
   * How often the hyper-network's BatchNorm buffers move in a step. The authors' loop over domains calls it once per
   * domain with the same input, which equals one update with momentum 1 - 0.9^D.
   */
  hyperBufferUpdates: 'once-per-domain' | 'once';
  /** The authors restore the best weights only where early stopping fires. */
  restoreBest: 'if-stopped-early' | 'always';
  /** The rows that vocabularies and scales are fitted on, where the configuration does not say. */
  fitOn: 'train' | 'all';
}

const CHOICES: Record<Fidelity, FidelityChoices> = {
  reference: {
    adapterInit: 'authors',
    domainNormAtEvaluation: 'batch',
    hyperBufferUpdates: 'once-per-domain',
    restoreBest: 'if-stopped-early',
    fitOn: 'all',
  },
  recommended: {
    adapterInit: 'near-identity',
    domainNormAtEvaluation: 'running',
    hyperBufferUpdates: 'once',
    restoreBest: 'always',
    fitOn: 'train',
  },
};

export function fidelityChoices(fidelity: Fidelity): FidelityChoices {
  return CHOICES[fidelity];
}
