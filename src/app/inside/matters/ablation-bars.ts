import type { Ablation } from '../../../protocol/insight';
import { CONDITIONS } from '../../../runs/inside/verdict';
import type { BarRow } from '../../figure/bars/Bars';
import { domainColour } from '../../theme/colours';
import { reasonFor } from './left-out';

/** A bar for each change's mean over the domains, and for each of the domains that are named. */
export function barsOf(ablation: Ablation, conditions: Ablation['conditions'], named: readonly string[]): BarRow[] {
  return conditions.flatMap(({ name, byDomain, mean }): BarRow[] => [
    {
      label: `${CONDITIONS[name].name}, mean`,
      value: mean?.difference ?? null,
      low: mean?.low ?? null,
      high: mean?.high ?? null,
      ...(!mean && { note: 'no AUC' }),
    },
    ...named.map(
      (domain, d): BarRow => ({
        label: domain,
        colour: domainColour(d),
        value: byDomain[d]?.difference ?? null,
        low: byDomain[d]?.low ?? null,
        high: byDomain[d]?.high ?? null,
        ...(!byDomain[d] && { note: reasonFor(ablation, d, name) }),
      }),
    ),
  ]);
}
