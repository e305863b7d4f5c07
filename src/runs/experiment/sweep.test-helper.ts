import type { SettingPath } from '../../config/settings';
import { valueAt } from '../../config/settings';
import { parseSweep } from '../../config/sweep';
import type { Outcome, Scores } from './outcome';
import { outcome } from './outcome.test-helper';
import type { SweepJob } from './sweep-next';
import type { SweepState } from './sweep-scores';

/** What a configuration comes to on validation. */
export type Planted = (value: (path: SettingPath) => unknown, seed: number, epochs: number) => number;

/** What a run comes to: test is 0.01 below validation. @param stopped epochs after which it stopped by itself */
export function ran({ contestant, seed, epochs }: SweepJob, planted: Planted, stopped = epochs): Outcome {
  const auc = planted((path) => valueAt(contestant.config, path), seed, epochs);
  const scores: Scores = { mean: auc, all: auc, byDomain: [auc, auc] };
  return outcome(contestant.name, seed, [auc - 0.01, auc - 0.01], {
    epochs: stopped,
    mostEpochs: epochs,
    validation: { auc: scores, logLoss: { mean: 0.5, all: 0.5, byDomain: [0.5, 0.5] } },
  });
}

/** A sweep of which nothing is trained yet. @param json as in a file */
export function begun(json: unknown): SweepState {
  const { sweep: plan, contestants, seeds } = parseSweep(json);
  return { plan, contestants, seeds, outcomes: [], failed: [] };
}
