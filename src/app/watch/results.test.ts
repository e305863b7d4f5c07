import { expect, test } from 'vitest';
import { epochRecord, evaluation, modelResult, startedRun } from '../../runs/run.test-helper';
import { aucDifference, resultCsv, resultRows, resultSentence } from './results';

const run = { ...startedRun(), phase: 'done' as const, epochs: [epochRecord(1, 0.7)], ...modelResult(0.7, 1) };
const beside = { ...run, baseline: { epochs: [], losses: [], ...modelResult(0.75, 2) } };

test('all rows first, then each domain, with what is known of each', () => {
  expect(resultRows(beside).map(({ name, domain, model, baseline, best }) => [name, domain, model?.auc, baseline?.auc, best?.auc])).toEqual([
    ['All rows', undefined, 0.7, 0.75, 0.9],
    ['home', 0, 0.7, 0.75, 0.9],
  ]);
  expect(resultRows(startedRun())[1]).toEqual({ name: 'home', domain: 0, model: undefined, baseline: undefined, best: evaluation(0.9).domains[0] });
});

test('a difference is that of the model to its backbone, where both have an AUC', () => {
  const [all] = resultRows(beside);
  expect(aucDifference(all as NonNullable<typeof all>)).toBeCloseTo(-0.05);
  expect(aucDifference({ name: '', model: evaluation(null), baseline: evaluation(0.5) })).toBeUndefined();
  expect(aucDifference({ name: '', model: evaluation(0.5) })).toBeUndefined();
});

test('the sentence names loss and gain with their sign, and which weights count', () => {
  expect(resultSentence(beside)).toContain('is 0.7000, −0.0500 against the backbone alone (0.7500). Weights of epoch 1 (backbone: 2).');
  expect(resultSentence(run)).toContain('On the test rows the AUC of HAMUR is 0.7000. Weights of epoch 1.');
});

test('what is saved has every number unrounded, and nothing where there is none', () => {
  expect(resultCsv(run).rows[0]).toEqual(['All rows', 4, 0.7, 0.5, null, null, null, 0.9]);
  expect(resultCsv(startedRun()).rows[1]).toEqual(['home', null, null, null, null, null, null, 0.9]);
});
