import type { Ablation, AblationName } from '../../protocol/insight';

/** Share of rows without another of their domain in their batch, above which `within` says nothing. */
const MOST_ALONE = 0.1;

/** What follows, from the changes in mean AUC whose intervals leave 0 out. @param alone of `Ablation` */
export function verdictOf(conditions: Ablation['conditions'], alone: number): Ablation['verdict'] {
  const change = (name: AblationName) => conditions.find((each) => each.name === name)?.mean;
  const falls = (name: AblationName) => (change(name)?.high ?? 0) < 0;
  const off = change('off');
  if (!off) return 'unknown';
  const [row, domain] = [falls('within'), falls('other mean') || falls('across')];
  if (off.low > 0) return 'harmful';
  if (!falls('off')) return row || domain ? 'leaned on' : 'unused';
  if (row) return 'instance';
  if (alone > MOST_ALONE) return 'unknown';
  return domain ? 'domain' : 'ordinary';
}
