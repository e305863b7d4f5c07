import type { EncodedData } from '../../data/types';
import { aucChange, meanAucChange } from '../../measures/classification/auc-change';
import { type RocComponents, rocComponents } from '../../measures/classification/roc';
import { aucByUser, FEWEST_USERS } from '../../measures/classification/user-auc';
import { type UserAucPair, userAucChange } from '../../measures/classification/user-auc-change';
import type { Changes, Comparison, Evaluation } from '../../protocol/result';

/**
 * The AUC of one model less that of another, on the same rows. A domain whose rows hold one class only, or fewer than ten of a class, has
 * no interval, and no part in the mean; nor has one in which there is nothing to learn (its best possible AUC is 0.5). Where it is known whose
 * the rows are, the same of the AUC per user; a domain in which few users count has no part in the mean of it.
 *
 * @param model [n] scores of the rows at `positions`
 * @param baseline [n] the other model's
 * @param best the best possible, where it is known
 */
export function compareModels(
  model: ArrayLike<number>,
  baseline: ArrayLike<number>,
  { labels, domainIds, domains, userIds }: Pick<EncodedData, 'labels' | 'domainIds' | 'domains' | 'userIds'>,
  positions: Int32Array,
  best?: Evaluation,
): Comparison {
  const pick = (values: ArrayLike<number>, places: readonly number[]) => places.map((i) => values[positions[i] as number] as number);
  const changeAt = (places: readonly number[]) => {
    const rowLabels = pick(labels, places);
    const of = (scores: ArrayLike<number>): RocComponents | null =>
      rocComponents(
        places.map((i) => scores[i] as number),
        rowLabels,
      );
    return aucChange(of(model), of(baseline));
  };
  const places: number[][] = domains.map(() => []);
  for (const [place, row] of positions.entries()) (places[domainIds[row] as number] as number[]).push(place);
  const all = [...positions.keys()];
  const byDomain = places.map(changeAt);
  const meanOf = byDomain.flatMap((change, d) => (change && best?.domains[d]?.auc !== 0.5 ? [d] : []));
  const compared = { all: changeAt(all), byDomain, mean: meanAucChange(meanOf.map((d) => byDomain[d] ?? null)), meanOf };
  if (!userIds) return compared;
  const pairAt = (some: readonly number[]): UserAucPair => {
    const [rowLabels, users] = [pick(labels, some), pick(userIds, some)];
    const of = (scores: ArrayLike<number>) =>
      aucByUser(
        some.map((i) => scores[i] as number),
        rowLabels,
        users,
      );
    return { changed: of(model), known: of(baseline) };
  };
  return { ...compared, perUser: perUserChanges(pairAt(all), places.map(pairAt), meanOf) };
}

function perUserChanges(all: UserAucPair, byDomain: readonly UserAucPair[], meanOf: readonly number[]): Changes {
  const counted = meanOf
    .map((d) => byDomain[d] as UserAucPair)
    .filter(({ changed, known }) => changed.users.length >= FEWEST_USERS && known.users.length >= FEWEST_USERS);
  return { all: userAucChange([all]), byDomain: byDomain.map((pair) => userAucChange([pair])), mean: userAucChange(counted) };
}
