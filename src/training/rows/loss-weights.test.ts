import { expect, test } from 'vitest';
import { lossWeights } from './loss-weights';

/** 8 training rows: 6 of domain a (2 positive), 2 of domain b (1 positive); a validation row of b. */
const DATA = {
  labels: Uint8Array.of(1, 1, 0, 0, 0, 0, 1, 0, 1),
  domainIds: Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1),
  domains: [
    { name: 'a', rows: 6, positives: 2 },
    { name: 'b', rows: 3, positives: 2 },
  ],
  split: { train: Int32Array.from([0, 1, 2, 3, 4, 5, 6, 7]), val: Int32Array.of(8), test: Int32Array.of() },
};
const sumOf = (weights: Float32Array, rows: number[]) => rows.reduce((sum, row) => sum + (weights[row] as number), 0);

test('nothing asked for, nothing weighed', () => {
  expect(lossWeights(DATA, { positiveWeight: 1, domainWeights: 'none' })).toBeUndefined();
});

test('balanced classes weigh the same in sum; the mean over the training rows is 1', () => {
  const weights = lossWeights(DATA, { positiveWeight: 'balanced', domainWeights: 'none' }) as Float32Array;
  expect(sumOf(weights, [0, 1, 6])).toBeCloseTo(sumOf(weights, [2, 3, 4, 5, 7]), 5);
  expect(sumOf(weights, [...DATA.split.train])).toBeCloseTo(8, 5);
});

test('balanced domains weigh the same in sum', () => {
  const weights = lossWeights(DATA, { positiveWeight: 1, domainWeights: 'balanced' }) as Float32Array;
  expect(sumOf(weights, [0, 1, 2, 3, 4, 5])).toBeCloseTo(4, 5);
  expect(sumOf(weights, [6, 7])).toBeCloseTo(4, 5);
});

test('weights that are stated keep their ratios', () => {
  const weights = lossWeights(DATA, { positiveWeight: 3, domainWeights: [1, 5] }) as Float32Array;
  expect((weights[0] as number) / (weights[2] as number)).toBeCloseTo(3, 5);
  expect((weights[7] as number) / (weights[2] as number)).toBeCloseTo(5, 5);
  expect((weights[6] as number) / (weights[2] as number)).toBeCloseTo(15, 5);
});

test('weights that do not fit the domains are refused by name', () => {
  expect(() => lossWeights(DATA, { positiveWeight: 1, domainWeights: [1, 2, 3] })).toThrow(
    'train.domainWeights: there are 3 weights for 2 domains (a, b). Give one weight per domain, in this order.',
  );
});
