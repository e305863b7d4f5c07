import type { Ablation, AblationName, Effect } from '../../protocol/insight';

/** Share of rows without another of their domain in their batch, above which `within` cannot say that nothing changes. */
const MOST_ALONE = 0.1;
/** Below this share of what the adapters do to a domain's rows, what one H for all of them leaves is nothing. */
export const LEAST_READ = 0.01;

/**
 * What follows, from the changes in mean AUC whose intervals leave 0 out.
 *
 * @param alone of `Ablation`
 * @param ownMean of `Ablation`
 */
export function verdictOf(conditions: Ablation['conditions'], alone: number, ownMean: number | null): Ablation['verdict'] {
  const effect = (name: AblationName): Effect => {
    const change = conditions.find((each) => each.name === name)?.mean;
    if (!change) return 'unknown';
    return change.high < 0 ? 'helps' : change.low > 0 ? 'harms' : 'none seen';
  };
  const instance = effect('within');
  return {
    adapters: effect('off'),
    ...(conditions.some(({ name }) => name === 'as another') && { domain: effect('as another') }),
    ...(conditions.some(({ name }) => name === 'within') && { instance: instance === 'none seen' && alone > MOST_ALONE ? 'unknown' : instance }),
    deaf: ownMean !== null && ownMean < LEAST_READ,
  };
}
