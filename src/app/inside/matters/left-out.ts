import { counted } from '../../../lib/counted';
import type { Ablation, AblationName } from '../../../protocol/insight';
import { nameTwo } from '../../../runs/words/verdict-sentence';

/** Why a domain has no change of AUC under a condition. */
export function reasonFor({ rows, conditions }: Ablation, domain: number, name: AblationName): string {
  const off = conditions.find((each) => each.name === 'off')?.byDomain[domain];
  if (!rows[domain]) return 'no test rows';
  if (!off) return `n/a: ${counted(rows[domain] as number, 'test row')}, too few of a class`;
  if (name === 'own mean') return 'n/a: no validation rows, whose mean H it would be';
  if (name === 'as another') return 'n/a: no other domain has training rows';
  return 'n/a';
}

/** Which domains say nothing, and which no row is taken for; empty where there is nothing to say. */
export function leftOutSentence({ rows, untrained = [] }: Ablation, names: readonly string[]): string {
  const untested = [...rows.keys()].filter((d) => rows[d] === 0);
  return [
    untested.length > 0 && `Of ${nameTwo(untested, names)} there are no test rows, so nothing here speaks of ${untested.length > 1 ? 'them' : 'it'}.`,
    untrained.length > 0 &&
      `No row is taken for one of ${nameTwo(untrained, names)}: without training rows, the hyper-network has learned nothing of ${untrained.length > 1 ? 'these domains' : 'this domain'}.`,
  ]
    .filter(Boolean)
    .join(' ');
}
