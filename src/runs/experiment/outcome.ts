import { mean } from '../../lib/mean';
import { meanOverDomains } from '../../measures/classification/mean-over-domains';
import type { EngineName } from '../../protocol/engine';
import type { Evaluation } from '../../protocol/result';
import type { TrainedRun } from '../record';

/** The metrics that a table can show. `perUser`: the AUC within users, weighted by their rows (GAUC). */
export const METRICS = ['auc', 'logLoss', 'perUser'] as const;
export type Metric = (typeof METRICS)[number];

/** What one contestant came to with one seed, on its test rows, with the weights of the epoch that validation chose. */
export interface Outcome {
  contestant: string;
  seed: number;
  /** Of the data; see `DataSummary.hash`. */
  data: string;
  /** One model per domain, each with the epoch that its own validation rows chose. */
  separate?: true;
  /** [D] names and test rows of the domains. */
  domains: string[];
  testRows: number[];
  scores: Record<Metric, Scores>;
  parameters: number;
  /** Mean over the epochs, training and validation. */
  secondsPerEpoch: number;
  epochs: number;
  bestEpoch: number;
  engine: EngineName;
}

/** null where the rows hold one class only, or nothing names the users. */
export interface Scores {
  /** Over the domains in which there is something to learn. */
  mean: number | null;
  /** Of all rows. */
  all: number | null;
  /** [D] */
  byDomain: (number | null)[];
}

export function outcomeOf(run: TrainedRun, contestant: string): Outcome {
  const { test, data, epochs, bestEpoch, parameters, engine, config } = run;
  return {
    contestant,
    seed: config.seed,
    data: data.hash,
    ...(config.model.sharing === 'separate' && { separate: true as const }),
    domains: test.domains.map(({ name }) => name),
    testRows: test.domains.map(({ rows }) => rows),
    scores: {
      auc: scoresOf(test, ({ auc }) => auc, data.bestPossible),
      logLoss: scoresOf(test, ({ logLoss }) => logLoss, data.bestPossible),
      perUser: scoresOf(test, ({ perUser }) => perUser?.auc ?? null, data.bestPossible),
    },
    parameters,
    secondsPerEpoch: mean(epochs.map(({ seconds }) => seconds)) ?? 0,
    epochs: epochs.length,
    bestEpoch,
    engine: engine.name,
  };
}

/** A metric of an evaluation, over all rows and by domain. */
export function scoresOf(test: Evaluation, of: (metrics: Evaluation | Evaluation['domains'][number]) => number | null, bestPossible?: Evaluation): Scores {
  const byDomain = test.domains.map(of);
  const known = bestPossible && { byDomain: bestPossible.domains.map(({ auc }) => auc) };
  return { mean: meanOverDomains(byDomain, known), all: of(test), byDomain };
}
