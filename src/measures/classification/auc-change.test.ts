import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { aucChange, meanAucChange } from './auc-change';
import { type RocComponents, rocComponents } from './roc';

/** Scores of `each` rows of either class, those of positive rows higher by `lead`. */
function scored(each: number, lead: number, seed: number): RocComponents {
  const random = randomStream(seed, 'scores');
  const labels = Array.from({ length: 2 * each }, (_, i) => i % 2);
  const scores = labels.map((label) => random.uniform() + lead * label);
  return rocComponents(scores, labels) as RocComponents;
}

test('a change has an interval where there are ten rows of each class, and is left out where there are fewer', () => {
  const [worse, trained] = [scored(10, 0.1, 1), scored(10, 0.3, 1)];
  const change = aucChange(worse, trained);
  expect(change?.difference).toBeCloseTo(worse.auc - trained.auc, 12);
  expect(change?.difference).toBeLessThan(0);
  expect((change?.low ?? 0) < (change?.difference ?? 0) && (change?.difference ?? 0) < (change?.high ?? 0)).toBe(true);
  expect(aucChange(scored(9, 0.1, 1), scored(9, 0.3, 1))).toBeNull();
  expect(aucChange(null, trained)).toBeNull();
  expect(aucChange(worse, null)).toBeNull();
});

test('the mean over domains is of those that have a change, and narrower than each', () => {
  const a = { difference: -0.04, low: -0.06, high: -0.02, standardError: 0.03 };
  const b = { difference: -0.02, low: -0.06, high: 0.02, standardError: 0.04 };
  const mean = meanAucChange([a, null, b]);
  expect(mean?.difference).toBeCloseTo(-0.03, 12);
  // Independent domains: sqrt(0.03^2 + 0.04^2) / 2.
  expect(mean?.standardError).toBeCloseTo(0.025, 12);
  expect(mean?.low).toBeCloseTo(-0.03 - 1.959964 * 0.025, 6);
  expect(mean?.high).toBeCloseTo(-0.03 + 1.959964 * 0.025, 6);
  expect(meanAucChange([null, null])).toBeNull();
});
