import { expect, test } from 'vitest';
import { completeRunConfig } from '../../config/complete';
import type { RunConfigInput } from '../../config/run-config';
import type { Evaluation } from '../../protocol/result';
import { isTrained, type TrainedRun } from '../record';
import { epochRecord, modelResult, ROLES, SUMMARY, startedRun } from '../run.test-helper';
import { outcomeOf } from './outcome';

type Measured = [auc: number | null, error?: number];

const evaluation = (all: Measured, ...domains: Measured[]): Evaluation => {
  const metrics = ([auc, error]: Measured) => ({ rows: 40, auc, logLoss: 0.5, ...(error !== undefined && { aucError: error }) });
  return { ...metrics(all), domains: domains.map((each, d) => ({ name: `d${d}`, ...metrics(each) })) };
};

function trained(test: Evaluation, change: Partial<TrainedRun> = {}, input: RunConfigInput = {}): TrainedRun {
  const { bestPossible: _, ...data } = SUMMARY;
  const run = {
    ...startedRun(),
    ...modelResult(0.7, 2),
    data,
    engine: { name: 'wasm' as const, adapter: '', reason: '' },
    epochs: [0.6, 0.8, 0.75].map((auc, i) => epochRecord(i + 1, auc)),
    config: completeRunConfig(input, ROLES),
    test,
    ...change,
  };
  if (!isTrained(run)) throw new Error('not trained');
  return run;
}

test('errors by DeLong: of all rows, of each domain, and of the mean, whose parts are apart', () => {
  const { scores, aucErrors } = outcomeOf(trained(evaluation([0.7, 0.01], [0.8, 0.03], [0.6, 0.04])), 'A');
  expect(scores.auc).toEqual({ mean: 0.7, all: 0.7, byDomain: [0.8, 0.6] });
  expect(aucErrors).toEqual({ mean: 0.025, all: 0.01, byDomain: [0.03, 0.04] });
});

test('the mean’s error is of the domains that the mean is of', () => {
  const data = { ...SUMMARY, bestPossible: evaluation([0.9], [0.9], [0.5], [0.9]) };
  const noise = outcomeOf(trained(evaluation([0.7, 0.01], [0.8, 0.03], [0.52, 0.9], [null]), { data }), 'A');
  expect(noise.aucErrors).toEqual({ mean: 0.03, all: 0.01, byDomain: [0.03, 0.9, null] });
  // A domain that is in the mean and has no error leaves the mean without one.
  const few = outcomeOf(trained(evaluation([0.7, 0.01], [0.8, 0.03], [0.6])), 'A');
  expect(few.aucErrors).toEqual({ mean: null, all: 0.01, byDomain: [0.03, null] });
  expect(outcomeOf(trained(evaluation([0.7], [0.8], [0.6])), 'A')).not.toHaveProperty('aucErrors');
});

test('validation is that of the weights that were tested', () => {
  const test = evaluation([0.7], [0.7]);
  const of = (change: Partial<TrainedRun>) => outcomeOf(trained(test, change), 'A').validation?.auc.all;
  expect(of({})).toBe(0.8);
  expect(of({ testedEpoch: 3 })).toBe(0.75);
  expect(of({ testedEpoch: 1.6 })).toBe(0.6);
  expect(of({ testedEpoch: 0.4 })).toBeUndefined();
  // Of one model per domain no epoch says it.
  expect(of({ validation: evaluation([0.83], [0.9], [0.7]) })).toBe(0.83);
  expect(outcomeOf(trained(test), 'A').validation?.logLoss).toEqual({ mean: 0.4, all: 0.5, byDomain: [0.4] });
});

test.each<[split: RunConfigInput['split'], drawn: boolean]>([
  [undefined, true],
  [{ ratios: [0.8, 0.1, 0.1] }, true],
  [{ ratios: [0.8, 0.1, 0.1], stratify: true }, true],
  [{ ratios: [0.8, 0.1, 0.1], seed: 3 }, false],
  [{ timeColumn: 't', ratios: [0.8, 0.1, 0.1] }, false],
  [{ column: 'part' }, false],
  [{ rowsFile: 'rows.json' }, false],
])('whether the seed draws the test rows: %j %s', (split, drawn) => {
  expect(outcomeOf(trained(evaluation([0.7], [0.7]), {}, split ? { split } : {}), 'A').splitBySeed).toBe(drawn);
});

test('weights that training ended with are told from those of the best epoch', () => {
  const test = evaluation([0.7], [0.8], [0.6]);
  expect(outcomeOf(trained(test, { bestRestored: true }), 'A')).not.toHaveProperty('testedLast');
  expect(outcomeOf(trained(test, { bestRestored: false, testedEpoch: 3 }), 'A')).toMatchObject({ bestEpoch: 2, testedLast: true });
});

test('errors of the AUC per user: the mean’s is told with the test, since a user may be in several domains', () => {
  const perUser = (error?: number) => ({ auc: 0.6, users: 40, outOf: 50, rows: 35, ...(error !== undefined && { error }) });
  const plain = evaluation([0.7], [0.8], [0.6]);
  const of = (all: object, ...domains: object[]) =>
    outcomeOf(
      trained({
        ...plain,
        perUser: { ...perUser(), ...all },
        domains: plain.domains.map((each, d) => ({ ...each, perUser: { ...perUser(), ...domains[d] } })),
      }),
      'A',
    );
  expect(of({ error: 0.01, meanError: 0.02 }, { error: 0.03 }, {}).perUserErrors).toEqual({ mean: 0.02, all: 0.01, byDomain: [0.03, null] });
  expect(of({}, {}, {})).not.toHaveProperty('perUserErrors');
  expect(of({}, {}, {}).scores.perUser).toEqual({ mean: 0.6, all: 0.6, byDomain: [0.6, 0.6] });
});
