import type { ModelConfig } from './run-config';
import type { AdapterKind, Backbone, Sharing } from './settings/names';

/** What some backbones read and others do not. */
export type BackboneSetting =
  | 'cross'
  | 'experts'
  | 'ownExperts'
  | 'levels'
  | 'gateNorm'
  | 'idFields'
  | 'extraction'
  | 'pruner'
  | 'prunerAlpha'
  | 'prunerAlphaStep'
  | 'prunerBeta'
  | 'prunerEpsilon'
  | 'clusters'
  | 'clusterMomentum';

/** What a backbone is called and made of, and which settings it reads beside those that all have. `backbone-words` tells a person of it. */
export interface BackboneInfo {
  title: string;
  /** Whether each domain has a tower of its own, or all share one deep network. */
  towers: 'per-domain' | 'shared';
  /** What `layers` are of, where all domains share one network and it is not simply one deep network. */
  deep?: string;
  /** What `bottom` is here; left out: the backbone does not read it. */
  bottom?: string;
  /** What this backbone reads and others do not. */
  settings: readonly BackboneSetting[];
  /** Whether its public code differs from its paper, so that `model.follows` chooses between the two. */
  follows?: true;
}

export const BACKBONE_INFO: Record<Backbone, BackboneInfo> = {
  mlp: {
    title: 'MLP',
    towers: 'per-domain',
    settings: [],
  },
  dcn: {
    title: 'DCN',
    towers: 'shared',
    settings: ['cross'],
  },
  'wide-deep': {
    title: 'Wide & Deep',
    towers: 'shared',
    settings: [],
  },
  'shared-bottom': {
    title: 'Shared-Bottom',
    towers: 'per-domain',
    bottom: 'the shared bottom',
    settings: [],
  },
  mmoe: {
    title: 'MMoE',
    towers: 'per-domain',
    bottom: 'each expert',
    settings: ['experts', 'gateNorm'],
  },
  ple: {
    title: 'PLE (CGC)',
    towers: 'per-domain',
    bottom: 'each expert',
    settings: ['experts', 'ownExperts', 'levels', 'gateNorm'],
  },
  star: {
    title: 'STAR',
    towers: 'per-domain',
    bottom: 'the auxiliary network',
    settings: [],
    follows: true,
  },
  epnet: {
    title: 'EPNet',
    towers: 'shared',
    settings: [],
  },
  ppnet: {
    title: 'PPNet',
    towers: 'per-domain',
    settings: ['idFields'],
    follows: true,
  },
  pepnet: {
    title: 'PEPNet',
    towers: 'per-domain',
    settings: ['idFields'],
  },
  m3oe: {
    title: 'M3oE',
    towers: 'per-domain',
    bottom: 'each expert',
    settings: ['experts', 'extraction'],
    follows: true,
  },
  'sar-net': {
    title: 'SAR-Net',
    towers: 'shared',
    bottom: 'each expert',
    settings: ['experts', 'ownExperts'],
    follows: true,
  },
  adasparse: {
    title: 'AdaSparse',
    towers: 'shared',
    settings: ['pruner', 'prunerEpsilon', 'prunerBeta', 'prunerAlpha', 'prunerAlphaStep'],
    follows: true,
  },
  'adapt-dhm': {
    title: 'AdaptDHM',
    towers: 'shared',
    deep: 'a network per cluster',
    settings: ['clusters', 'clusterMomentum'],
    follows: true,
  },
  m2m: {
    title: 'M2M meta unit',
    towers: 'per-domain',
    bottom: 'the shared bottom',
    settings: [],
  },
};

const SHARED: Record<Sharing, string> = { domains: '', pooled: ', pooled', separate: ', separate' };

/** What a model with adapters of a kind is called, behind its backbone. */
const WITH_ADAPTERS: Record<AdapterKind, string> = {
  hamur: ' + HAMUR',
  'per-domain': ' + adapters, one per domain',
  bias: ' + adapters, generated bias',
  'domain-only': ' + adapters, from the domain alone',
  'low-rank': ' + adapters, low-rank',
};

type Titled = Pick<ModelConfig, 'backbone' | 'adapters'> & Partial<Pick<ModelConfig, 'sharing' | 'adapterKind'>>;

/** As one speaks of it: `MMoE + HAMUR`, `MMoE, pooled`, or the backbone's name alone. Configurations of before `sharing` and `adapterKind` have none. */
export function modelTitle({ backbone, adapters, sharing = 'domains', adapterKind = 'hamur' }: Titled): string {
  return BACKBONE_INFO[backbone].title + (adapters.length > 0 ? WITH_ADAPTERS[adapterKind] : '') + SHARED[sharing];
}

/** What parts such a title from what is said behind it: a title that has a comma goes on with one. */
export const behindTitle = (model: Titled): string => (modelTitle(model).includes(',') ? ', ' : ' ');

/** What the domains share, where that is not what the backbone says. */
export const SHARING_INFO: Record<Exclude<Sharing, 'domains'>, string> = {
  pooled: 'One model for all rows. The domain is left out: it is no input, and chooses no tower, gate or norm.',
  separate:
    'One model per domain, trained on that domain’s rows alone. Nothing is shared: neither embeddings, nor vocabularies and scales, nor the moment to stop.',
};

/** Whether each domain has a tower, which runs on that domain's rows alone. A model of one domain has one tower, which sees all rows. */
export function runsOnOwnRows({ backbone, towerRows, sharing }: Pick<ModelConfig, 'backbone' | 'towerRows' | 'sharing'>): boolean {
  return sharing !== 'pooled' && BACKBONE_INFO[backbone].towers === 'per-domain' && towerRows === 'own';
}

/**
 * Whether batches are sorted by domain, so that each row goes through what its own domain has and through nothing else: towers that run
 * on own rows, or adapters that each domain has for itself.
 */
export function sortsRows(model: Parameters<typeof runsOnOwnRows>[0] & Pick<ModelConfig, 'adapterKind' | 'adapters'>): boolean {
  return runsOnOwnRows(model) || (model.adapterKind === 'per-domain' && model.adapters.length > 0);
}
