import { expect, test } from 'vitest';
import { captionOf } from '../../app/figure/CaptionOf';
import { resultCsv } from '../../app/watch/result-csv';
import { chartsOf } from '../../app/watch/series';
import { evaluation, startedRun } from '../run.test-helper';
import { comparedRun } from './compared.test-helper';
import { aucDifference, differenceText, type ResultRow, resultRows, resultSentence, resultText } from './results';

const run = comparedRun([
  { name: 'home', rows: 2000, change: [0.01, 0.004] },
  { name: 'video', rows: 39, change: null },
  { name: 'search', rows: 900, change: [-0.03, 0.02] },
  { name: 'phone', rows: 20 },
]);
const row = (name: string, of = run) => resultRows(of).find((each) => each.name === name) as ResultRow;
const { comparison: _, ...old } = run;

test('the mean first, then all rows, then each domain, with what is known of each', () => {
  expect(resultRows(run).map(({ name, of, domains, model, baseline }) => [name, of, domains, model?.rows, baseline?.auc])).toEqual([
    ['Mean over domains', 'mean', [0, 2], 2900, 0.7],
    ['All rows', 'all', [], 2959, 0.7],
    ['home', 'domain', [0], 2000, 0.7],
    ['video', 'domain', [1], 39, 0.7],
    ['search', 'domain', [2], 900, 0.7],
    ['phone', 'domain', [3], 20, null],
  ]);
  expect(row('Mean over domains').model?.auc).toBeCloseTo(0.69, 12);
  expect(row('Mean over domains').change).toBe(run.comparison?.mean);
  expect([row('home').change?.difference, row('video').change, row('phone').change]).toEqual([0.01, null, undefined]);
  // Of one domain there is no mean to tell.
  expect(resultRows(startedRun()).map(({ name, model, best }) => [name, model, best?.auc])).toEqual([
    ['All rows', undefined, 0.9],
    ['home', undefined, 0.9],
  ]);
});

test('where no comparison was recorded, the mean is over the domains with an AUC and something to learn', () => {
  expect(resultRows(old)[0]).toMatchObject({ domains: [0, 1, 2], change: null });
  const noisy = {
    ...old,
    data: { ...old.data, bestPossible: { ...evaluation(0.9), domains: [0.9, 0.9, 0.5, 0.9].map((auc) => ({ name: '', rows: 1, auc, logLoss: 0 })) } },
  };
  expect(resultRows(noisy as typeof run)[0]?.domains).toEqual([0, 1]);
});

test('a difference is that of the model to its backbone, where both have an AUC', () => {
  expect(aucDifference({ model: evaluation(0.7), baseline: evaluation(0.75) })).toBeCloseTo(-0.05);
  expect(aucDifference({ model: evaluation(null), baseline: evaluation(0.5) })).toBeUndefined();
  expect(aucDifference({ model: evaluation(0.5) })).toBeUndefined();
});

test('digits as the rows carry, of AUCs, of their mean, and of their difference', () => {
  expect(['Mean over domains', 'All rows', 'home', 'video'].map((name) => resultText(run, row(name), 'model', 'auc'))).toEqual([
    '0.690',
    '0.712',
    '0.710',
    '0.75',
  ]);
  expect(['All rows', 'video'].map((name) => resultText(run, row(name), 'baseline', 'logLoss'))).toEqual(['0.500', '0.40']);
  expect(resultText(run, row('phone'), 'model', 'auc')).toBeUndefined();
  expect(differenceText(run, row('home'))).toEqual({ difference: '+0.010', interval: '0.002 to 0.018' });
  expect(differenceText(run, row('search'))).toEqual({ difference: '−0.03', interval: '−0.07 to 0.01' });
  // Without an interval: as many as two models of other rows would have.
  expect(differenceText(run, row('video'))).toEqual({ difference: '+0.05' });
  expect(differenceText(run, row('phone'))).toBeUndefined();
  expect(differenceText(old, row('Mean over domains', old))).toEqual({ difference: '+0.01' });
});

test('the sentence names loss and gain with their sign, and which weights count', () => {
  expect(resultSentence(run)).toContain(
    'On the test rows the AUC of HAMUR is 0.712, +0.012 against the backbone alone (0.700). Weights of epoch 2 (backbone: 1).',
  );
  const { baseline: __, ...alone } = old;
  expect(resultSentence({ ...alone, opened: 'w.safetensors', testedEpoch: 0 })).toMatch(/ is 0\.712\. The weights are those of w\.safetensors\.$/);
  expect(resultSentence(alone)).toContain('On the test rows the AUC of HAMUR is 0.712. Weights of epoch 2.');
});

test('where the weights of the best epoch were not gone back to, those of the last are named, or of the share of an epoch', () => {
  const config = { ...run.config, model: { ...run.config.model, fidelity: 'reference' as const } };
  const last = { ...run, config, bestEpoch: 1, bestRestored: false };
  expect(resultSentence(last)).toContain('Weights of epoch 2 (backbone: 1).');
  expect(resultSentence({ ...last, testedEpoch: 2.4 })).toContain('Weights of epoch 2.40 (backbone: 1).');
  expect(captionOf(last)).toMatch(/weights of epoch 2$/);
  expect(chartsOf(last, 'auc')[0]?.ringed).toEqual({ epoch: 2, counts: true });
  // Until it has ended nobody knows.
  const { test: __, bestRestored: ___, ...going } = { ...last, phase: 'training' as const };
  expect(resultSentence(going)).toContain('with the weights of the last epoch, or of the best where patience ends the run.');
  expect(captionOf(going)).not.toContain('weights of');
  expect(chartsOf(going, 'auc')[0]?.ringed).toEqual({ epoch: 1, counts: false });
});

test('what is saved has every number unrounded, and nothing where there is none', () => {
  const { columns, rows } = resultCsv(run);
  expect(columns).toEqual(['test rows', 'rows', 'AUC', 'LogLoss', 'backbone AUC', 'backbone LogLoss', 'difference in AUC', 'low', 'high', 'best possible AUC']);
  expect(rows[2]?.slice(0, 6)).toEqual(['home', 2000, 0.71, 0.4, 0.7, 0.4]);
  const { low, high } = run.comparison?.byDomain[0] ?? {};
  expect(rows[2]?.slice(7)).toEqual([low, high, 0.9]);
  expect(rows[3]?.slice(6)).toEqual([expect.closeTo(0.05, 12), null, null, 0.9]);
  expect(rows[0]?.slice(7, 9)).toEqual([run.comparison?.mean?.low, run.comparison?.mean?.high]);
  expect(resultCsv(startedRun()).rows[1]).toEqual(['home', null, null, null, null, null, null, null, null, 0.9]);
});
