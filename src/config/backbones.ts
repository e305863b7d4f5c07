import type { ModelConfig } from './run-config';
import type { AdapterKind, Backbone, Sharing } from './settings/names';

/** What some backbones read and others do not. */
export type BackboneSetting = 'cross' | 'experts' | 'ownExperts' | 'levels' | 'gateNorm' | 'idFields' | 'extraction';

/** What a person should know of a backbone, and which settings it reads beside those that all have. */
export interface BackboneInfo {
  title: string;
  /** One sentence: what is shared by the domains, and what each has for itself. */
  about: string;
  paper: string;
  /** Whether each domain has a tower of its own, or all share one deep network. */
  towers: 'per-domain' | 'shared';
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
    about: 'A tower for each domain over the same input. The domains share only the embeddings.',
    paper: 'HAMUR, CIKM 2023',
    towers: 'per-domain',
    settings: [],
  },
  dcn: {
    title: 'DCN',
    about: 'A cross network beside a deep one, both shared by all domains.',
    paper: 'Wang et al., ADKDD 2017',
    towers: 'shared',
    settings: ['cross'],
  },
  'wide-deep': {
    title: 'Wide & Deep',
    about: 'A linear map of the dense fields beside a deep network over the embeddings, both shared by all domains.',
    paper: 'Cheng et al., DLRS 2016',
    towers: 'shared',
    settings: [],
  },
  'shared-bottom': {
    title: 'Shared-Bottom',
    about: 'One network for all domains, and a tower for each on top of it.',
    paper: 'Caruana, Machine Learning 28, 1997',
    towers: 'per-domain',
    bottom: 'the shared bottom',
    settings: [],
  },
  mmoe: {
    title: 'MMoE',
    about: 'All domains share the experts. Each domain has a gate that mixes them for every row, and a tower on top.',
    paper: 'Ma et al., KDD 2018',
    towers: 'per-domain',
    bottom: 'each expert',
    settings: ['experts', 'gateNorm'],
  },
  ple: {
    title: 'PLE (CGC)',
    about: 'Some experts are shared by all domains, others belong to one domain. A domain’s gate mixes its own experts with the shared ones.',
    paper: 'Tang et al., RecSys 2020',
    towers: 'per-domain',
    bottom: 'each expert',
    settings: ['experts', 'ownExperts', 'levels', 'gateNorm'],
  },
  star: {
    title: 'STAR',
    about:
      'A tower for each domain, over an input normalised per domain. A tower’s weights are a shared matrix times the domain’s own, element by element. An auxiliary network stands beside.',
    paper: 'Sheng et al., CIKM 2021',
    towers: 'per-domain',
    bottom: 'the auxiliary network',
    settings: [],
  },
  epnet: {
    title: 'EPNet',
    about: 'A gate that reads the domain scales each number of the input. A deep network that all domains share reads it scaled.',
    paper: 'Chang et al., KDD 2023',
    towers: 'shared',
    settings: [],
  },
  ppnet: {
    title: 'PPNet',
    about: 'A tower for each domain. Gates that read the ids of user and item scale each unit of its layers.',
    paper: 'Chang et al., KDD 2023',
    towers: 'per-domain',
    settings: ['idFields'],
    follows: true,
  },
  pepnet: {
    title: 'PEPNet',
    about:
      'A gate that reads the domain scales the fields that are no ids (EPNet), and a tower for each domain reads them scaled. Gates that read the ids of user and item scale each unit of its layers (PPNet).',
    paper: 'Chang et al., KDD 2023',
    towers: 'per-domain',
    settings: ['idFields'],
  },
  m3oe: {
    title: 'M3oE',
    about:
      'A domain’s gate mixes experts that all domains share. To the mixture a learned share of each domain’s own expert is added, and a tower for each domain reads the sum.',
    paper: 'Zhang et al., SIGIR 2024',
    towers: 'per-domain',
    bottom: 'each expert',
    settings: ['experts', 'extraction'],
    follows: true,
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
