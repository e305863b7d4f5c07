import { epochText } from '../../lib/numbers';
import { countedEpoch } from '../counted-epoch';
import { modelOf, type RunRecord } from '../record';
import { modelPhrase } from './names';

/**
 * How long each model had been trained when the person stopped the run, where that is no fair comparison: the tested weights of the one are
 * of an epoch that the other had not come to. They take turns, so that a stop in the backbone's turn leaves it an epoch behind.
 *
 * @returns how many epochs of which; undefined where the two compare
 */
export function unequalTurns(run: RunRecord): string | undefined {
  const models = (['model', 'baseline'] as const).map((variant) => {
    const { epochs, stopped } = modelOf(run, variant);
    const counted = countedEpoch(run, variant) ?? 0;
    return { stopped, counted, trained: Math.max(epochs.length, counted) };
  });
  if (models.every(({ stopped }) => stopped !== 'person')) return undefined;
  if (Math.max(...models.map(({ counted }) => counted)) <= Math.min(...models.map(({ trained }) => trained))) return undefined;
  const [ours, theirs] = models.map(({ trained }) => trained) as [number, number];
  return `${epochText(ours)} ${ours === 1 ? 'epoch' : 'epochs'} of ${modelPhrase(run)} and ${epochText(theirs)} of its backbone`;
}
