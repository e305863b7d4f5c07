import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { evaluateRows } from '../evaluation/evaluate-model';
import { evaluateSample, weightedAuc } from './weighted';

test('a pair weighs the product of its rows’ weights: by all pairs, ties and all', () => {
  const random = randomStream(1, 'weighted');
  for (let round = 0; round < 20; round++) {
    const n = 60;
    const scores = Array.from({ length: n }, () => random.below(12) / 12);
    const labels = Array.from({ length: n }, (_, i) => (i < 2 ? i : random.below(2)));
    const weights = Array.from({ length: n }, () => 0.1 + 3 * random.uniform());
    let [won, all] = [0, 0];
    for (let p = 0; p < n; p++) {
      for (let q = 0; q < n; q++) {
        if (labels[p] !== 1 || labels[q] !== 0) continue;
        const weight = (weights[p] as number) * (weights[q] as number);
        const [x, y] = [scores[p] as number, scores[q] as number];
        won += weight * (x > y ? 1 : x === y ? 0.5 : 0);
        all += weight;
      }
    }
    expect(weightedAuc(scores, labels, weights)).toBeCloseTo(won / all, 12);
  }
});

/** Three domains of very different sizes and levels. */
function rows() {
  const random = randomStream(2, 'rows');
  const domainIds = Int32Array.from({ length: 20_000 }, (_, i) => (i % 100 === 0 ? 2 : i % 5 === 0 ? 1 : 0));
  const labels = Uint8Array.from(domainIds, (d) => (random.uniform() < 0.2 + 0.3 * d ? 1 : 0));
  const probabilities = Float32Array.from(labels, (label, i) => 1 / (1 + Math.exp(-(random.normal() + label - (domainIds[i] as number)))));
  const domains = [0, 1, 2].map((d) => ({ name: `d${d}`, rows: 0, positives: 0 }));
  const val = Int32Array.from(domainIds.keys());
  return { data: { domainIds, labels, domains, split: { train: val, val, test: val } }, probabilities, val };
}

test('numbers of all rows are as if each domain had its share; those of a domain are of its rows in the sample', () => {
  const { data, probabilities, val } = rows();
  const whole = evaluateRows(probabilities, data, val);
  // As many of each: rows of the small domain count a hundredfold but for the weights.
  const sample = [0, 1, 2].flatMap((d) => [...val].filter((row) => data.domainIds[row] === d).slice(0, 200)).sort((a, b) => a - b);
  const sampled = evaluateSample(
    Float32Array.from(sample, (row) => probabilities[row] as number),
    data,
    Int32Array.from(sample),
  );
  const plain = evaluateRows(
    Float32Array.from(sample, (row) => probabilities[row] as number),
    data,
    Int32Array.from(sample),
  );
  expect(sampled.domains).toEqual(plain.domains);
  expect(sampled.rows).toBe(600);
  expect(Math.abs((sampled.auc as number) - (whole.auc as number))).toBeLessThan(0.02);
  expect(Math.abs((plain.auc as number) - (whole.auc as number))).toBeGreaterThan(0.05);
  expect(Math.abs((sampled.logLoss as number) - (whole.logLoss as number))).toBeLessThan(0.04);
  expect(Math.abs((plain.logLoss as number) - (whole.logLoss as number))).toBeGreaterThan(0.05);
});

test('all validation rows are measured as at the end of an epoch', () => {
  const { data, probabilities, val } = rows();
  expect(evaluateSample(probabilities, data, val)).toEqual(evaluateRows(probabilities, data, val));
});

test('a sample has no AUC per user, even where users are known', () => {
  const { data, probabilities, val } = rows();
  const users = { ...data, userIds: data.domainIds };
  expect(evaluateRows(probabilities, users, val)).toHaveProperty('perUser');
  expect(evaluateSample(probabilities.subarray(0, 500), users, val.subarray(0, 500))).not.toHaveProperty('perUser');
});

test('rows of one class have no AUC, and the reason is told', () => {
  const { data } = rows();
  const sample = data.split.val.filter((row) => data.labels[row] === 0).slice(0, 50);
  expect(evaluateSample(new Float32Array(50).fill(0.2), data, sample)).toMatchObject({ auc: null, reason: 'All rows are negative, so there is no AUC.' });
});
