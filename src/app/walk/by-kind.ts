import { adapterKindOf } from '../../config/adapter-kinds';
import type { AdapterKind } from '../../config/run-config';
import type { Look } from '../../protocol/insight';
import { hasH } from '../../runs/inside/kinds';
import { biasLines, type FlowLine, type Plan } from './layout';
import { BOX_TITLES, type BoxName, type StepName } from './steps';

/** What a walk says of adapters whose weights are filled otherwise than HAMUR's. */

type Seen = Pick<Look, 'adapterKind'>;
type By<T> = Partial<Record<AdapterKind, T>>;

const TITLES: By<Partial<Record<BoxName, string>>> = {
  'per-domain': { down: 'Its own W_down', 'up-weights': 'Its own W_up' },
  bias: { down: 'W_down', 'up-weights': 'W_up' },
  'low-rank': { down: 'W_down = U₁ V₁', 'up-weights': 'W_up = U₂ V₂' },
};

export const titleOf = (box: BoxName, look: Seen): string => TITLES[adapterKindOf(look)]?.[box] ?? BOX_TITLES[box];

/** Whether there is such a box at all: without a hyper-network nothing leads to H, or away from it. */
export const isThere = (box: BoxName, look: Seen): boolean => hasH(look) || (box !== 'hyper' && box !== 'h');

/** The lines of the flow that there are: H leads to what it makes, weights or biases. */
export function linesOf(plan: Plan, look: Seen): FlowLine[] {
  const made = adapterKindOf(look) === 'bias' ? biasLines(plan) : [];
  const stays = ({ from, to }: FlowLine) => isThere(from, look) && isThere(to, look) && !(made.length > 0 && from === 'h');
  return [...plan.lines.filter(stays), ...made];
}

const NONE = 'There is no hyper-network: nothing is made of the row.';
const SENTENCES: By<Partial<Record<StepName, string>>> = {
  'per-domain': {
    hyper: NONE,
    h: 'So the row has no matrix H.',
    weights: 'The row’s domain has its own weights, W_down and W_up, learned as they are: all rows of the domain get the same.',
  },
  bias: {
    weights: 'W_down and W_up are the same for all rows. What H makes for this row are two biases: u₁ H V₁, and u₂ H V₂.',
    bottleneck: 'W_down takes z into the bottleneck, the row’s own bias is added, and a sigmoid brings each number between 0 and 1.',
    up: 'W_up leads from the bottleneck back, and the row’s second bias is added.',
  },
  'domain-only': {
    hyper: 'The hyper-network reads the embedding of the domain, and nothing else of the row.',
    h: 'It makes a matrix H for the domain: all rows of it get the same.',
  },
  'low-rank': { hyper: NONE, h: 'So the row has no matrix H.', weights: 'W_down = U₁ V₁ and W_up = U₂ V₂ are the same for all rows.' },
};

/** What is said of a step otherwise than of HAMUR's; undefined where it is the same. */
export const sentenceByKind = (step: StepName, look: Seen): string | undefined => SENTENCES[adapterKindOf(look)]?.[step];

const WAYS: By<string> = {
  'per-domain': 'The row’s domain has weights of its own, and these change what the tower says.',
  bias: 'The hyper-network makes a matrix H of them, H makes the row’s own biases, and these change what the tower says.',
  'domain-only': 'The hyper-network makes a matrix H of those of the domain, H makes the weights of all its rows, and these change what the tower says.',
  'low-rank': 'An adapter that is the same for all rows changes what the tower says.',
};

/** The row's way in short. */
export const wayOf = (look: Seen): string =>
  `The row’s values become numbers. ${WAYS[adapterKindOf(look)] ?? 'The hyper-network makes a matrix H of them, H makes the row’s own weights, and these change what the tower says.'}`;

/** What alone is exchanged where the row is walked as one of another domain; undefined where that is nothing. */
export function exchanged(look: Seen): 'H' | 'adapter' | undefined {
  if (hasH(look)) return 'H';
  return adapterKindOf(look) === 'per-domain' ? 'adapter' : undefined;
}
