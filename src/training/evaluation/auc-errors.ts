import type { EncodedData } from '../../data/types';
import { type ByUser, errorOverUsers } from '../../measures/classification/over-users';
import { aucStandardError, rocComponents } from '../../measures/classification/roc';
import { aucByUser, FEWEST_USERS } from '../../measures/classification/user-auc';
import type { Evaluation, Metrics } from '../../protocol/result';

/**
 * With the standard error of each AUC, of all rows and of each domain: DeLong's, and of an AUC per user that over draws of users. It sorts the
 * rows once more, so it is for the test rows, which are measured once, not for validation.
 *
 * @param scores [n] of the rows at `positions`
 * @param best the best possible, where it is known: domains in which there is nothing to learn have no part in the mean
 */
export function withAucErrors(
  evaluation: Evaluation,
  scores: ArrayLike<number>,
  { labels, domainIds, userIds }: Pick<EncodedData, 'labels' | 'domainIds' | 'userIds'>,
  positions: Int32Array,
  best?: Evaluation,
): Evaluation {
  const places: number[][] = evaluation.domains.map(() => []);
  for (const [place, row] of positions.entries()) places[domainIds[row] as number]?.push(place);
  const pick = (values: ArrayLike<number>, own: readonly number[]) => own.map((place) => values[positions[place] as number] as number);
  const withErrors = <M extends Metrics>(metrics: M, own: readonly number[]): M & { byUser?: ByUser } => {
    const [ownScores, ownLabels] = [own.map((place) => scores[place] as number), pick(labels, own)];
    const components = rocComponents(ownScores, ownLabels);
    const error = components && aucStandardError(components);
    const told = error === null ? metrics : { ...metrics, aucError: error };
    if (!userIds || !metrics.perUser) return told;
    const { users, rows, aucs: values } = aucByUser(ownScores, ownLabels, pick(userIds, own));
    const byUser = { users, rows, values };
    const overUsers = errorOverUsers([byUser]);
    return { ...told, ...(overUsers !== null && { perUser: { ...metrics.perUser, error: overUsers } }), byUser };
  };
  const { byUser: _, ...all } = withErrors(evaluation, [...positions.keys()]);
  const domains = evaluation.domains.map((domain, d) => withErrors(domain, places[d] as number[]));
  const counted = domains.flatMap(({ byUser }, d) => (byUser && byUser.users.length >= FEWEST_USERS && best?.domains[d]?.auc !== 0.5 ? [byUser] : []));
  const ofMean = errorOverUsers(counted);
  return {
    ...all,
    ...(all.perUser && ofMean !== null && { perUser: { ...all.perUser, meanError: ofMean } }),
    domains: domains.map(({ byUser: _, ...domain }) => domain),
  };
}
