/** The words that settings choose among. What each is for stands with its setting. */
export const BACKBONES = [
  'mlp',
  'dcn',
  'wide-deep',
  'shared-bottom',
  'mmoe',
  'ple',
  'star',
  'epnet',
  'ppnet',
  'pepnet',
  'm3oe',
  'sar-net',
  'adasparse',
  'adapt-dhm',
  'm2m',
] as const;
export const SHARINGS = ['domains', 'pooled', 'separate'] as const;
export const FIDELITIES = ['recommended', 'reference'] as const;
export const ADAPTER_KINDS = ['hamur', 'per-domain', 'bias', 'domain-only', 'low-rank'] as const;
export const ADAPTER_INITS = ['near-identity', 'xavier', 'authors'] as const;
export const DOMAIN_NORM_TRAINING = ['batch', 'per-domain'] as const;
export const DOMAIN_NORM_EVALUATION = ['running', 'batch'] as const;
export const TOWER_ROWS = ['all', 'own'] as const;
export const FOLLOWED = ['paper', 'public-code'] as const;
export const GAPS = ['own'] as const;
export const ONE_DOMAIN = ['all'] as const;
export const PRUNERS = ['fusion', 'scaling', 'binarization'] as const;
export const TAKES = ['first', 'mean', 'sum'] as const;
export const SCALES = ['min-max', 'standard', 'log1p', 'quantiles'] as const;
export const OPTIMISERS = ['adam', 'adamw', 'adagrad', 'sgd'] as const;
export const SCHEDULES = ['constant', 'step', 'cosine'] as const;
export const BATCH_KINDS = ['shuffled', 'balanced'] as const;
export const EMBEDDING_UPDATES = ['dense', 'lazy'] as const;
export const ENGINE_CHOICES = ['auto', 'webgpu', 'wasm', 'cpu'] as const;

export type Backbone = (typeof BACKBONES)[number];
export type AdapterKind = (typeof ADAPTER_KINDS)[number];
export type Sharing = (typeof SHARINGS)[number];
export type Fidelity = (typeof FIDELITIES)[number];
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
export type Optimiser = (typeof OPTIMISERS)[number];
