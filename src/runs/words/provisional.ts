import { mean } from '../../lib/mean';
import { epochText, signed } from '../../lib/numbers';
import type { Evaluation } from '../../protocol/result';
import { domainNames, modelOf, type RunRecord } from '../record';
import { modelPhrase } from './names';
import { metricError, placesOf, positivesOf } from './places';

/** Both models on the same validation rows at the same moment, and when and on which rows, in words. */
interface Moment {
  ours: Evaluation;
  theirs: Evaluation;
  when: string;
}

/**
 * Which model is ahead on the validation rows at the last moment at which both were measured: a sentence. The rows' own scores are not at
 * hand, so the error of the difference is that of two models on different rows, which is larger than its own.
 *
 * @returns undefined where it is too early to say
 */
export function provisional(run: RunRecord): string | undefined {
  const moment = afterEpoch(run) ?? withinFirst(run);
  if (!moment) return undefined;
  const { ours, theirs, when } = moment;
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
  const size = `${several ? 'mean AUC over domains' : 'AUC'} ${signed(difference, placesOf(error))} ${when}`;
  const name = modelPhrase(run);
  if (Math.abs(difference) < error) return `So far ${name} and its backbone are close: ${size}.`;
  return difference > 0 ? `So far ${name} is ahead: ${size}.` : `So far the backbone alone is ahead of ${name}: ${size}.`;
}

function afterEpoch(run: RunRecord): Moment | undefined {
  const [model, baseline] = [modelOf(run, 'model').epochs, modelOf(run, 'baseline').epochs];
  const epoch = Math.min(model.length, baseline.length);
  const [ours, theirs] = [model[epoch - 1]?.val, baseline[epoch - 1]?.val];
  return ours && theirs && { ours, theirs, when: `on the validation rows after epoch ${epoch}` };
}

/** Within a first epoch that takes long, both models are measured at the same moments, on the same sample of the validation rows. */
function withinFirst(run: RunRecord): Moment | undefined {
  const { early: beside = [] } = modelOf(run, 'baseline');
  for (const { epoch, outOf, val } of modelOf(run, 'model').early?.toReversed() ?? []) {
    const theirs = beside.find((each) => each.epoch === epoch)?.val;
    const rows = val.rows < outOf ? val.rows.toLocaleString('en') : 'the';
    if (theirs) return { ours: val, theirs, when: `on ${rows} validation rows after ${epochText(epoch)} epochs` };
  }
  return undefined;
}
