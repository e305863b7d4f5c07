import type { EncodedData } from '../../data/types';
import { aucStandardError, rocComponents } from '../../measures/classification/roc';
import type { Evaluation, Metrics } from '../../protocol/result';

/**
 * With DeLong's standard error of each AUC, of all rows and of each domain. It sorts the rows once more, so it is for the test rows, which are
 * measured once, not for validation.
 *
 * @param scores [n] of the rows at `positions`
 */
export function withAucErrors(
  evaluation: Evaluation,
  scores: ArrayLike<number>,
  { labels, domainIds }: Pick<EncodedData, 'labels' | 'domainIds'>,
  positions: Int32Array,
): Evaluation {
  const places: number[][] = evaluation.domains.map(() => []);
  for (const [place, row] of positions.entries()) places[domainIds[row] as number]?.push(place);
  const withError = <M extends Metrics>(metrics: M, own: readonly number[]): M => {
    const components = rocComponents(
      own.map((place) => scores[place] as number),
      own.map((place) => labels[positions[place] as number] as number),
    );
    const error = components && aucStandardError(components);
    return error === null ? metrics : { ...metrics, aucError: error };
  };
  return {
    ...withError(evaluation, [...positions.keys()]),
    domains: evaluation.domains.map((domain, d) => withError(domain, places[d] as number[])),
  };
}
