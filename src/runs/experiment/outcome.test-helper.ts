import { mean } from '../../lib/mean';
import type { Outcome, Scores } from './outcome';

const NONE: Scores = { mean: null, all: null, byDomain: [null, null] };

/** An outcome of two domains. @param aucs of `home` and `video`; LogLoss is 1 less half of it */
export function outcome(contestant: string, seed: number, aucs: [number | null, number | null], change: Partial<Outcome> = {}): Outcome {
  const auc: Scores = { mean: mean(aucs), all: mean(aucs), byDomain: aucs };
  const logLoss: Scores = {
    mean: auc.mean === null ? null : 1 - auc.mean / 2,
    all: auc.all === null ? null : 1 - auc.all / 2,
    byDomain: aucs.map((value) => (value === null ? null : 1 - value / 2)),
  };
  return {
    ...{
      contestant,
      seed,
      data: 'demo conflict',
      domains: ['home', 'video'],
      testRows: [100, 50],
      parameters: 1000,
      secondsPerEpoch: 2,
      epochs: 5,
      bestEpoch: 3,
      engine: 'wasm',
    },
    scores: { auc, logLoss, perUser: NONE },
    ...change,
  };
}
