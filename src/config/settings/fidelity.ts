import { fidelityBundle } from '../fidelity';
import { oneOf } from '../kinds/choices';
import { real } from '../kinds/numbers';
import { ADAPTER_INITS, DOMAIN_NORM_EVALUATION, DOMAIN_NORM_TRAINING, FIDELITIES, FOLLOWED, TOWER_ROWS } from './names';
import { follows, setting } from './setting';

export const mode = setting({
  kind: oneOf(FIDELITIES, { recommended: 'Recommended', reference: 'Reference: what the authors’ code computes' }),
  title: 'Fidelity',
  about: 'A named bundle of choices: the six that follow, and what the page on fidelity says besides.',
  default: 'recommended',
});

/** The share of a layer's units that dropout leaves out: the authors' recipes have none, but for Wide & Deep. */
export const usualDropout = follows(mode, (name) => fidelityBundle(name).dropout as number | number[], '0.2; in `reference` 0');

/** The same of the hyper-network's hidden layers. */
export const usualHyperDropout = follows(mode, (name) => fidelityBundle(name).hyperDropout, '0.2; in `reference` 0');

/** The factor up to which AdaSparse prunes a value: that of the public code's scripts prunes none. */
export const usualEpsilon = follows(mode, (name) => (fidelityBundle(name).model.follows === 'public-code' ? 0.01 : 0.25), '0.25; in `reference` 0.01');

/** The mode, and all that it bundles and that can also be stated by itself. */
export const FIDELITY = {
  'model.fidelity': mode,
  'model.adapterInit': setting({
    kind: oneOf(ADAPTER_INITS, { 'near-identity': 'near the identity', xavier: 'Xavier', authors: 'all ones, as the authors' }),
    title: 'U and V start',
    about: 'How U, V and gamma of the adapters start.',
    default: follows(mode, (name) => fidelityBundle(name).model.adapterInit, '`near-identity`; in `reference` `authors`'),
  }),
  'model.domainNormTraining': setting({
    kind: oneOf(DOMAIN_NORM_TRAINING, { batch: 'all rows of the batch', 'per-domain': 'each domain’s own rows' }),
    title: 'Domain norm in training uses',
    about: 'Which rows the statistics of the domain norm are taken of in training: all of the batch, or each domain’s own.',
    default: follows(mode, (name) => fidelityBundle(name).model.domainNormTraining, '`batch`'),
  }),
  'model.domainNormEvaluation': setting({
    kind: oneOf(DOMAIN_NORM_EVALUATION, { running: 'running statistics', batch: 'the evaluation batch' }),
    title: 'Domain norm at evaluation uses',
    about: 'Which statistics the domain norm uses at evaluation: running ones, or those of the evaluation batch.',
    default: follows(mode, (name) => fidelityBundle(name).model.domainNormEvaluation, '`running`; in `reference` `batch`'),
  }),
  'model.towerRows': setting({
    kind: oneOf(TOWER_ROWS, { all: 'all rows of the batch', own: 'its own domain’s rows' }),
    title: 'A tower runs on',
    about: 'Whether each domain’s tower runs on all rows of a batch, or on its own domain’s only.',
    default: follows(mode, (name) => fidelityBundle(name).model.towerRows, '`all`'),
  }),
  'model.domainStart': setting({
    kind: real(0, 10),
    title: 'Domain embeddings start with',
    unit: 'standard deviation',
    about: 'Standard deviation of the domain’s embeddings at the start. Those of all other fields start with 0.0001.',
    default: follows(mode, (name) => fidelityBundle(name).model.domainStart, '0.1; in `reference` 0.0001'),
  }),
  'model.follows': setting({
    kind: oneOf(FOLLOWED, { paper: 'its paper', 'public-code': 'the public code of it' }),
    title: 'A backbone follows',
    about:
      'What a backbone computes where its public code (Scenario-Wise Rec) differs from its paper; see [models](models.md). Some backbones are the same either way.',
    default: follows(mode, (name) => fidelityBundle(name).model.follows, '`paper`; in `reference` `public-code`'),
  }),
  'data.fitOn': setting({
    kind: oneOf(['train', 'all'], { train: 'the training rows', all: 'all rows, as the authors do (test rows leak in)' }),
    title: 'Vocabularies and scales are fitted on',
    about: 'Which rows vocabularies and scales are fitted on. With `train`, values that the training rows lack become `<unk>`; `all` is what the authors do.',
    default: follows(mode, (name) => fidelityBundle(name).fitOn, '`train`; in `reference` `all`'),
  }),
};
