import { adapterKindOf } from '../../config/adapter-kinds';
import type { AdapterKind } from '../../config/run-config';
import type { Look } from '../../protocol/insight';
import type { ViewName } from '../store/views';

/** What the views say of adapters whose weights are filled otherwise than HAMUR's. */
type Relative = Exclude<AdapterKind, 'hamur'>;

/** What is there in the place of weights that a hyper-network makes of the row. */
const MADE: Record<Relative, string> = {
  'per-domain':
    'Each domain has a W_down and a W_up of its own, learned as they are. There is no hyper-network and no H: all rows of a domain get the same weights.',
  bias: 'W_down and W_up are learned as they are and are the same for all rows. The hyper-network makes an H of the row, and H makes two biases: u₁ H V₁ before the sigmoid, and u₂ H V₂ after W_up.',
  'domain-only': 'The hyper-network reads the domain’s embedding alone. All rows of a domain get the same H, and so the same weights.',
  'low-rank': 'W_down = U₁ V₁ and W_up = U₂ V₂ are the same for all rows. There is no hyper-network and no H: nothing is made for a row, or for a domain.',
};

type Views = Partial<Record<ViewName, string>>;

/** Of what a view has nothing to show, or less than of HAMUR. */
const ABSENT: Record<Relative, Views> = {
  'per-domain': {
    map: 'So there is no map: rows of a domain have nothing in which they differ. “Weights” shows what each domain has.',
    domains:
      'So domains cannot be compared by the H of their rows. “Weights” shows what each domain has, and “Does it matter?” what is lost with the weights of another.',
    'what-if': 'So a change of the row can change its weights only if it changes the domain.',
    matters: 'So no H can be exchanged: a row is measured without its adapter, and with that of another domain.',
  },
  bias: {},
  'domain-only': {
    map: 'So all rows of a domain lie on one point.',
    domains: 'So nothing tells the domain from the row: of the measures only the cosine of the domains’ H says anything.',
  },
  'low-rank': {
    map: 'So there is no map: all rows have the same adapter.',
    domains: 'So to the adapter all domains are the same, and there is nothing to compare.',
    'what-if': 'So whatever changes in the row, its weights stay.',
    matters: 'So nothing can be exchanged: a row is measured without its adapter.',
  },
};

/** Nothing of HAMUR itself. @param view what it shows less of is said too */
export function relativeSentence(look: Pick<Look, 'adapterKind'>, view?: ViewName): string {
  const kind = adapterKindOf(look);
  if (kind === 'hamur') return '';
  return [MADE[kind], view && ABSENT[kind][view]].filter(Boolean).join(' ');
}
