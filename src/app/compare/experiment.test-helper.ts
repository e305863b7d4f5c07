import type { Contestant } from '../../config/experiment';
import { mean } from '../../lib/mean';
import type { Outcome, Scores } from '../../runs/experiment/outcome';
import type { ExperimentRecord, Job } from '../../runs/experiment/record';

const NONE: Scores = { mean: null, all: null, byDomain: [] };

/** Between −1 and 1, of the numbers alone. */
const noise = (...of: number[]) => Math.sin(of.reduce((sum, each, i) => sum + each * (12.9898 + 7.13 * i), 1) * 43.758);

/** What a contestant came to with a seed: AUC .7 and its gain in each domain, with noise that all share and noise of its own. */
export function madeOutcome(contestant: string, seed: number, domains: readonly string[], gains: readonly number[], own = 0.002): Outcome {
  const aucs = domains.map((_, d) => 0.7 + 0.01 * d + 0.01 * noise(seed, d) + (gains[d % gains.length] ?? 0) + own * noise(seed, d, contestant.length));
  const scores = (values: number[]): Scores => ({ mean: mean(values), all: mean(values), byDomain: values });
  return {
    contestant,
    seed,
    data: 'abc',
    domains: [...domains],
    testRows: domains.map((_, d) => 500 + 10 * d),
    scores: { auc: scores(aucs), logLoss: scores(aucs.map((auc) => 1 - auc / 1.4)), perUser: NONE },
    parameters: 20_000 + 700 * contestant.length,
    secondsPerEpoch: 0.4 + 0.02 * contestant.length,
    epochs: 8,
    bestEpoch: 5,
    engine: 'wasm',
  };
}

export interface Made {
  contestants?: readonly string[];
  /** Over the last contestant, by contestant and domain. */
  gains?: readonly (readonly number[])[];
  seeds?: number;
  domains?: readonly string[];
  /** How many jobs are done, in their order; the next is being trained. */
  done?: number;
  failed?: readonly number[];
}

/** An experiment; the last contestant is what the others are compared with. */
export function madeExperiment({
  contestants = ['DCN + HAMUR', 'DCN'],
  gains = [[0.012, 0.02, 0.0003], [0]],
  seeds = 6,
  domains = ['home', 'video', 'search'],
  done = Number.POSITIVE_INFINITY,
  failed = [],
}: Made = {}): ExperimentRecord {
  const jobs = Array.from({ length: seeds }, (_, i) => i + 1).flatMap((seed) => contestants.map((contestant, c) => ({ contestant, seed, c })));
  return {
    version: 1,
    id: 'e1',
    began: Date.UTC(2026, 1, 3, 10),
    contestants: contestants.map((name, c): Contestant => ({ name, config: { model: { adapters: c === contestants.length - 1 ? [] : [2], k: 10 + c } } })),
    reference: contestants.at(-1) as string,
    data: { name: 'clicks.csv', hash: 'abc' },
    jobs: jobs.map(({ contestant, seed, c }, i): Job => {
      if (failed.includes(i)) return { contestant, seed, state: 'failed', message: 'the loss is no number any more at step 12. Take a smaller learning rate.' };
      if (i >= done) return { contestant, seed, state: i === done ? 'training' : 'waiting' };
      const epochs = 6 + ((seed + c) % 3);
      return {
        contestant,
        seed,
        state: 'done',
        outcome: madeOutcome(contestant, seed, domains, gains[c] ?? [0]),
        curve: Array.from({ length: epochs }, (_, e) => ({
          epoch: e + 1,
          auc: 0.5 + 0.22 * (1 - Math.exp(-(e + 1) / 2)) + 0.004 * noise(seed, c, e) + (c === 0 ? 0.01 : 0),
          logLoss: 0.6 - 0.1 * (1 - Math.exp(-(e + 1) / 2)),
        })),
      };
    }),
  };
}
