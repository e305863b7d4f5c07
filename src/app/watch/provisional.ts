import { mean } from '../../lib/mean';
import { domainNames, modelOf, type RunRecord } from '../../runs/record';
import { signed } from '../figure/numbers';
import { metricError, placesOf, positivesOf } from './places';

/**
 * Which model is ahead on the validation rows after the last epoch that both have done: a sentence. The rows' own scores are not at hand,
 * so the error of the difference is that of two models on different rows, which is larger than its own.
 *
 * @returns undefined where it is too early to say
 */
export function provisional(run: RunRecord): string | undefined {
  const [model, baseline] = [modelOf(run, 'model').epochs, modelOf(run, 'baseline').epochs];
  const epoch = Math.min(model.length, baseline.length);
  const [ours, theirs] = [model[epoch - 1]?.val, baseline[epoch - 1]?.val];
  if (!ours || !theirs) return undefined;
  const several = domainNames(run).length > 1;
  const pairs = [...domainNames(run).keys()].flatMap((d) => {
    const [a, b] = [ours.domains[d], theirs.domains[d]];
    if (typeof a?.auc !== 'number' || typeof b?.auc !== 'number' || run.data?.bestPossible?.domains[d]?.auc === 0.5) return [];
    const error = (auc: number) => metricError('auc', auc, a.rows, positivesOf(run, d));
    return [{ difference: a.auc - b.auc, error: Math.hypot(error(a.auc), error(b.auc)) }];
  });
  const difference = mean(pairs.map((each) => each.difference));
  if (difference === null) return undefined;
  const error = Math.hypot(...pairs.map((each) => each.error)) / pairs.length;
  const size = `${several ? 'mean AUC over domains' : 'AUC'} ${signed(difference, placesOf(error))} on the validation rows after epoch ${epoch}`;
  if (Math.abs(difference) < error) return `So far HAMUR and its backbone are close: ${size}.`;
  return difference > 0 ? `So far HAMUR is ahead: ${size}.` : `So far the backbone alone is ahead of HAMUR: ${size}.`;
}
