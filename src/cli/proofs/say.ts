import type { TrainedProof } from '../../headless/calls';
import { meanOverDomains } from '../../measures/classification/mean-over-domains';
import { percent, short, signed } from './markdown';

/** What a run came to, on a terminal. */
export function said({ model, alone, inside, seconds, bestPossible }: TrainedProof): string {
  const [hamur, backbone] = [model, alone].map((scores) => (scores ? meanOverDomains(scores.byDomain, bestPossible) : null)) as [number | null, number | null];
  return [
    hamur === null ? 'AUC n/a' : `AUC ${short(hamur)}`,
    ...(hamur !== null && backbone !== null ? [`alone ${short(backbone)}`, signed(hamur - backbone)] : []),
    ...(inside ? [`H moved ${inside.moved === null ? 'n/a' : percent(inside.moved)}`, `still ${percent(inside.still)}`] : []),
    `${seconds} s`,
  ].join(', ');
}
