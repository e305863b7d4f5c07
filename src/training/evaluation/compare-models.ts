import type { EncodedData } from '../../data/types';
import { aucChange, meanAucChange } from '../../measures/classification/auc-change';
import { type RocComponents, rocComponents } from '../../measures/classification/roc';
import type { Comparison, Evaluation } from '../../protocol/result';

/**
 * The AUC of one model less that of another, on the same rows. A domain whose rows hold one class only, or fewer than ten of a class, has
 * no interval, and no part in the mean; nor has one in which there is nothing to learn (its best possible AUC is 0.5).
 *
 * @param model [n] scores of the rows at `positions`
 * @param baseline [n] the other model's
 * @param best the best possible, where it is known
 */
export function compareModels(
  model: ArrayLike<number>,
  baseline: ArrayLike<number>,
  { labels, domainIds, domains }: Pick<EncodedData, 'labels' | 'domainIds' | 'domains'>,
  positions: Int32Array,
  best?: Evaluation,
): Comparison {
  const changeAt = (places: readonly number[]) => {
    const of = (scores: ArrayLike<number>): RocComponents | null =>
      rocComponents(
        places.map((i) => scores[i] as number),
        places.map((i) => labels[positions[i] as number] as number),
      );
    return aucChange(of(model), of(baseline));
  };
  const places: number[][] = domains.map(() => []);
  for (const [place, row] of positions.entries()) (places[domainIds[row] as number] as number[]).push(place);
  const byDomain = places.map(changeAt);
  const meanOf = byDomain.flatMap((change, d) => (change && best?.domains[d]?.auc !== 0.5 ? [d] : []));
  return { all: changeAt([...positions.keys()]), byDomain, mean: meanAucChange(meanOf.map((d) => byDomain[d] ?? null)), meanOf };
}
