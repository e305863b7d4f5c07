import { fidelityBundle } from '../config/fidelity';
import type { VariantName } from '../protocol/run';
import { modelOf, type RunRecord } from './record';

/**
 * The epoch whose weights count: those that were tested. Until then those of the best epoch so far, where these are kept whatever ends
 * the run. With a fraction, where the person ended an epoch early.
 *
 * @returns undefined while nobody knows
 */
export function countedEpoch(run: RunRecord, variant: VariantName): number | undefined {
  const { test, testedEpoch, bestRestored, bestEpoch, epochs } = modelOf(run, variant);
  if (!test) return keepsBest(run) ? bestEpoch : undefined;
  // Runs that were stored before it was told have whole epochs.
  return testedEpoch ?? (bestRestored === false ? epochs.length : bestEpoch);
}

/** Whether the best epoch's weights are gone back to however the run ends; else only where patience ends it. */
export const keepsBest = ({ config }: RunRecord): boolean => fidelityBundle(config.model.fidelity).restoreBest === 'always';
