import type { AdapterKind } from '../../config/run-config';

/** Of each way to fill an adapter's weights: what it is, what differs from HAMUR, and where it comes from. */
export const ADAPTER_TEXTS: Record<AdapterKind, { about: string; paper: string }> = {
  hamur: {
    about: 'The row makes its own weights: U H V, with H from a hyper-network that all domains share and that reads the whole row.',
    paper: 'Li et al., CIKM 2023',
  },
  'per-domain': {
    about:
      'Each domain has its own W_down and W_up, free matrices that are learned as they are. There is no hyper-network. Bottleneck, biases and domain norm are as with HAMUR.',
    paper: 'as Rebuffi et al., NeurIPS 2017',
  },
  bias: {
    about:
      'W_down and W_up are free and the same for all rows. The hyper-network and H are as with HAMUR, but H makes no weights: u₁ H V₁ is added before the sigmoid, u₂ H V₂ after W_up.',
    paper: 'a generated shift, as in Perez et al., AAAI 2018',
  },
  'domain-only': {
    about: 'U H V as with HAMUR, but the hyper-network reads the domain’s embedding and nothing else: all rows of a domain get the same weights.',
    paper: 'as Karimi Mahabadi et al., ACL 2021',
  },
  'low-rank': {
    about: 'W_down = U₁ V₁ and W_up = U₂ V₂, the same for all rows: H is the identity. There is no hyper-network. All else is as with HAMUR.',
    paper: 'as Hu et al., ICLR 2022',
  },
};

/** What the drawing says beside the place of H, where a hyper-network makes none. */
export const WITHOUT_H: Record<Exclude<AdapterKind, 'hamur' | 'bias' | 'domain-only'>, string> = {
  'per-domain': 'W_down and W_up: a pair for each domain, without a hyper-network',
  'low-rank': 'W_down = U₁ V₁ and W_up = U₂ V₂: the same for all rows, without a hyper-network',
};
