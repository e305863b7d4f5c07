import { expect, test } from 'vitest';
import { epochRecord, modelResult, startedRun } from './run.test-helper';
import { summaryOf } from './summary';

const metrics = (auc: number | null, logLoss: number | null) => ({ rows: 4, auc, logLoss });
const domain = (name: string, auc: number | null, logLoss: number | null = 0.5) => ({ name, ...metrics(auc, logLoss) });
const tested = (...domains: ReturnType<typeof domain>[]) => ({
  ...startedRun(),
  ...modelResult(0.8),
  epochs: [epochRecord(1, 0.7), epochRecord(2, 0.7)],
  engine: { name: 'wasm' } as never,
  test: { ...metrics(0.75, 0.6), domains },
});

test('scores overall and by domain; a domain in which there is nothing to learn has no part in the mean', () => {
  const run = tested(domain('home', 0.8), domain('noise', 0.4), domain('video', null));
  const bestPossible = { ...metrics(0.9, 0.3), domains: [domain('home', 0.9), domain('noise', 0.5), domain('video', 0.8)] };
  expect(summaryOf({ ...run, data: { ...(run.data as NonNullable<typeof run.data>), bestPossible } })).toMatchObject({
    auc: 0.75,
    scores: { auc: { mean: 0.8, all: 0.75, byDomain: [0.8, 0.4, null] }, logLoss: { all: 0.6, byDomain: [0.5, 0.5, 0.5] } },
    domains: ['home', 'noise', 'video'],
    parameters: 7,
    seconds: 2,
    epochs: 2,
    engine: 'wasm',
  });
});

test('the AUC per user is among the scores where it was measured, and only there', () => {
  const perUser = (auc: number | null, users = 30) => ({ perUser: { auc, users, outOf: 40, rows: 30 } });
  const run = tested(domain('home', 0.8), domain('video', 0.6));
  const test = { ...run.test, ...perUser(0.62), domains: run.test.domains.map((each, d) => ({ ...each, ...perUser(d === 0 ? 0.64 : null) })) };
  expect(summaryOf({ ...run, test }).scores?.perUser).toEqual({ mean: 0.64, all: 0.62, byDomain: [0.64, null] });
  // Where fewer than ten users count, the domain has its number, and no part in the mean.
  const few = { ...test, domains: test.domains.map((each, d) => ({ ...each, ...perUser(0.6 + d / 10, d === 0 ? 9 : 10) })) };
  expect(summaryOf({ ...run, test: few }).scores?.perUser).toEqual({ mean: 0.7, all: 0.62, byDomain: [0.6, 0.7] });
  expect(summaryOf(run).scores).not.toHaveProperty('perUser');
});

test('before its test it has no scores', () => {
  const summary = summaryOf(startedRun());
  expect(Object.keys(summary).sort()).toEqual(['config', 'dataHash', 'dataName', 'epochs', 'id', 'phase', 'seconds']);
});

test('what is no number is none, and of very many domains the mean alone is listed', () => {
  expect(summaryOf(tested(domain('home', 0.8, Number.POSITIVE_INFINITY))).scores?.logLoss).toMatchObject({ mean: null, byDomain: [null] });
  const many = summaryOf(tested(...Array.from({ length: 51 }, (_, i) => domain(`d${i}`, 0.6))));
  expect([many.domains, many.scores?.auc.byDomain, many.scores?.auc.mean]).toEqual([[], [], expect.closeTo(0.6, 12)]);
});
