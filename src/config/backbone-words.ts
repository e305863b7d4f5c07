import type { ModelConfig } from './run-config';
import type { Backbone } from './settings/names';

/**
 * What a person should know of a backbone: in a sentence or two what the domains share and what each has for itself, and its paper;
 * `unread` in place of `about` where the domain is no input and a part that would read it lacks it; `publicCode` where the public code
 * has other parts. The page needs it only where it speaks of one, so that it is not loaded first.
 */
export const BACKBONE_WORDS: Record<Backbone, { about: string; unread?: string; publicCode?: string; paper: string }> = {
  mlp: { about: 'A tower for each domain over the same input. The domains share only the embeddings.', paper: 'HAMUR, CIKM 2023' },
  dcn: { about: 'A cross network beside a deep one, both shared by all domains.', paper: 'Wang et al., ADKDD 2017' },
  'wide-deep': {
    about: 'A linear map of the dense fields beside a deep network over the embeddings, both shared by all domains.',
    paper: 'Cheng et al., DLRS 2016',
  },
  'shared-bottom': { about: 'One network for all domains, and a tower for each on top of it.', paper: 'Caruana, Machine Learning 28, 1997' },
  mmoe: { about: 'All domains share the experts. Each domain has a gate that mixes them for every row, and a tower on top.', paper: 'Ma et al., KDD 2018' },
  ple: {
    about: 'Some experts are shared by all domains, others belong to one domain. A domain’s gate mixes its own experts with the shared ones.',
    paper: 'Tang et al., RecSys 2020',
  },
  star: {
    about:
      'A tower for each domain, over an input normalised per domain. A tower’s weights are a shared matrix times the domain’s own, element by element. An auxiliary network stands beside.',
    publicCode:
      'A tower for each domain, over an input normalised by all rows of a batch, which each domain scales and shifts. A tower’s weights are a shared matrix times the domain’s own, element by element, with a norm behind each. An auxiliary network stands beside.',
    paper: 'Sheng et al., CIKM 2021',
  },
  epnet: {
    about: 'A gate that reads the domain scales each number of the input. A deep network that all domains share reads it scaled.',
    unread: 'A gate scales each number of the input. A deep network that all domains share reads it scaled.',
    paper: 'Chang et al., KDD 2023',
  },
  ppnet: { about: 'A tower for each domain. Gates that read the ids of user and item scale each unit of its layers.', paper: 'Chang et al., KDD 2023' },
  pepnet: {
    about:
      'A gate that reads the domain scales the fields that are no ids (EPNet), and a tower for each domain reads them scaled. Gates that read the ids of user and item scale each unit of its layers (PPNet).',
    unread:
      'A gate scales the fields that are no ids (EPNet), and a tower for each domain reads them scaled. Gates that read the ids of user and item scale each unit of its layers (PPNet).',
    paper: 'Chang et al., KDD 2023',
  },
  m3oe: {
    about:
      'A domain’s gate mixes experts that all domains share. To the mixture a learned share of each domain’s own expert is added, and a tower for each domain reads the sum.',
    paper: 'Zhang et al., SIGIR 2024',
  },
  'sar-net': {
    about:
      'Each domain scales and shifts the input for itself. Some experts are shared by all domains, others belong to one domain. One gate mixes the shared experts with those of the row’s own domain, and one deep network stands on top.',
    paper: 'Shen et al., CIKM 2021',
  },
  adasparse: {
    about:
      'One deep network for all domains. Pruners between its layers read the domain’s embedding beside the values, and give each value a factor; small factors become 0.',
    unread: 'One deep network for all domains. Pruners between its layers give each value a factor; small factors become 0.',
    paper: 'Yang et al., CIKM 2022',
  },
  'adapt-dhm': {
    about:
      'Rows are sorted into clusters by what they hold, and the domain is one input among others. A network per cluster: its weights are a shared matrix times the cluster’s own, element by element.',
    unread:
      'Rows are sorted into clusters by what they hold. A network per cluster: its weights are a shared matrix times the cluster’s own, element by element.',
    paper: 'Li et al., 2022',
  },
  m2m: {
    about:
      'One network for all domains below, and a tower for each on top. A tower’s weights are generated from the domain’s embedding, by maps that all domains share.',
    paper: 'Zhang et al., WSDM 2022',
  },
};

/** What a person should know of a model's backbone. @param reads whether the domain is an input */
export function aboutBackbone({ backbone, follows }: Pick<ModelConfig, 'backbone' | 'follows'>, reads = true): string {
  const { about, unread, publicCode } = BACKBONE_WORDS[backbone];
  return (follows === 'public-code' ? publicCode : undefined) ?? (reads ? about : (unread ?? about));
}
