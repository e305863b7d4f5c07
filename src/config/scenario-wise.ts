import type { Backbone, ModelConfig } from './run-config';

/**
 * What https://github.com/Xiaopengli1/Scenario-Wise-Rec (scripts/run_movielens_rank_multi_domain.py) gives each model on MovieLens-1M. What
 * it has no model for has settings of ours, on the same data.
 */
export interface ScenarioWise {
  /** One sentence: its sizes there. Left out: it is not there. */
  about?: string;
  model: Partial<ModelConfig> & Pick<ModelConfig, 'layers'>;
  /** Whether the domain is an input, and does not only choose. */
  domainAsInput: boolean;
  /** Left out: the age is one. */
  dense?: string[];
}

/** HAMUR's sizes there: `HamurSmall`. */
export const SCENARIO_WISE_HAMUR: Pick<ModelConfig, 'hyper' | 'k' | 'bottleneck'> = { hyper: [64], k: 35, bottleneck: 32 };

/** What the measured runs of a backbone state beside: STAR was measured before it had a choice, as its paper has it. */
export const AS_MEASURED: Partial<Record<Backbone, Partial<ModelConfig>>> = { star: { follows: 'paper' } };

export const SCENARIO_WISE: Record<Backbone, ScenarioWise> = {
  mlp: {
    about: 'HamurSmall: towers of 256 and 128, HAMUR after the second layer.',
    model: { layers: [256, 128], adapters: [2], ...SCENARIO_WISE_HAMUR },
    domainAsInput: false,
  },
  dcn: { model: { layers: [256, 128], cross: 2 }, domainAsInput: true },
  'wide-deep': { model: { layers: [256, 128], dropout: 0.2 }, domainAsInput: true },
  'shared-bottom': { about: 'A shared layer of 128, and a tower of 8 for each domain.', model: { bottom: [128], layers: [8] }, domainAsInput: false },
  mmoe: {
    about: 'Three experts of 16, a tower of 8 for each domain, norms in the gates.',
    model: { experts: 3, bottom: [16], layers: [8], gateNorm: true },
    domainAsInput: false,
  },
  ple: {
    about: 'Two experts of 16 for each domain and a shared one, towers of 8, norms in the gates.',
    model: { ownExperts: 2, experts: 1, bottom: [16], layers: [8], gateNorm: true },
    domainAsInput: false,
  },
  star: {
    about: 'Towers of 128, 64 and 32, an auxiliary network of 32.',
    model: { layers: [128, 64, 32], bottom: [32] },
    domainAsInput: false,
  },
  epnet: {
    about: 'A deep network of 128, 64 and 32 above the gate, as is meant there.',
    model: { layers: [128, 64, 32] },
    domainAsInput: true,
  },
  ppnet: {
    about: 'Towers of 128, 64 and 32. Users and movies are the ids; other embeddings do not train, as in the public code.',
    model: { layers: [128, 64, 32], idFields: ['user_id', 'movie_id'] },
    domainAsInput: true,
  },
  pepnet: { model: { layers: [128, 64, 32], idFields: ['user_id', 'movie_id'] }, domainAsInput: true },
  m3oe: {
    about: 'Extraction of 128 and 64, four shared experts and one for each domain, all of 32.',
    model: { extraction: [128, 64], experts: 4, bottom: [32], layers: [32] },
    domainAsInput: false,
  },
  'sar-net': {
    about: 'Eight shared experts of 16 and two for each domain, a deep network of 32 and 32. No dense field.',
    model: { experts: 8, ownExperts: 2, bottom: [16], layers: [32, 32] },
    domainAsInput: false,
    dense: [],
  },
  adasparse: {
    about: 'A deep network of 32 and 32, dropout 0.2, Fusion with epsilon 0.01. No dense field.',
    model: { layers: [32, 32], dropout: 0.2, pruner: 'fusion', prunerEpsilon: 0.01, prunerBeta: 2, prunerAlpha: 1, prunerAlphaStep: 1e-4 },
    domainAsInput: true,
    dense: [],
  },
  'adapt-dhm': {
    about: 'Three clusters with networks of 64 and 64, momentum 0.9. No dense field.',
    model: { layers: [64, 64], clusters: 3, clusterMomentum: 0.9 },
    domainAsInput: true,
    dense: [],
  },
  m2m: { model: { bottom: [128, 16], layers: [16] }, domainAsInput: true, dense: [] },
};
