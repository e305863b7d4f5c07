import type { ADAPTER_INITS, DOMAIN_NORM_EVALUATION, DOMAIN_NORM_TRAINING, Fidelity, FOLLOWED, TOWER_ROWS } from './settings/names';

/**
 * A fidelity mode is a named bundle of choices at the points where the authors' code differs from what we recommend
 * (Li et al., HAMUR, CIKM 2023, and the authors' PyTorch code). Model and training read the choices, never the name.
 */
export interface FidelityBundle {
  /** Choices that a configuration can also state one by one. */
  model: {
    adapterInit: (typeof ADAPTER_INITS)[number];
    domainNormTraining: (typeof DOMAIN_NORM_TRAINING)[number];
    domainNormEvaluation: (typeof DOMAIN_NORM_EVALUATION)[number];
    towerRows: (typeof TOWER_ROWS)[number];
    /** Standard deviation of the domain's embedding at the start. */
    domainStart: number;
    /** What a backbone computes where its public code differs from its paper. */
    follows: (typeof FOLLOWED)[number];
  };
  /** The rows that vocabularies and scales are fitted on, where the configuration does not say. */
  fitOn: 'train' | 'all';
  /** Share of units left out, where the configuration does not say: the authors' recipes have none, but for Wide & Deep. */
  dropout: number;
  /** The same of the hyper-network's hidden layers; the authors have none. */
  hyperDropout: number;
  /** Whether the adapters decay as everything else does, where the configuration does not say. */
  adaptersDecay: boolean;
  /**
   * How often the BatchNorm buffers of a module move in a step that the authors' loop over domains calls once per
   * domain with the same input: as often, which equals one update with momentum 1 - 0.9^D, or once.
   */
  bufferUpdates: 'once-per-domain' | 'once';
  /** The authors restore the best weights only where early stopping fires. */
  restoreBest: 'if-stopped-early' | 'always';
}

const BUNDLES: Record<Fidelity, FidelityBundle> = {
  reference: {
    model: { adapterInit: 'authors', domainNormTraining: 'batch', domainNormEvaluation: 'batch', towerRows: 'all', domainStart: 1e-4, follows: 'public-code' },
    fitOn: 'all',
    dropout: 0,
    hyperDropout: 0,
    adaptersDecay: true,
    bufferUpdates: 'once-per-domain',
    restoreBest: 'if-stopped-early',
  },
  recommended: {
    model: { adapterInit: 'near-identity', domainNormTraining: 'batch', domainNormEvaluation: 'running', towerRows: 'all', domainStart: 0.1, follows: 'paper' },
    fitOn: 'train',
    dropout: 0.2,
    hyperDropout: 0.2,
    adaptersDecay: false,
    bufferUpdates: 'once',
    restoreBest: 'always',
  },
};

/** A choice that can be stated one by one. */
export type FidelityChoiceKey = keyof FidelityBundle['model'];

/** The choices of a model that are not those of its mode. */
export function changedChoices(model: FidelityBundle['model'] & { fidelity: Fidelity }): FidelityChoiceKey[] {
  const bundle = fidelityBundle(model.fidelity).model;
  return (Object.keys(bundle) as FidelityChoiceKey[]).filter((key) => model[key] !== bundle[key]);
}

export function fidelityBundle(fidelity: Fidelity): FidelityBundle {
  return BUNDLES[fidelity];
}
