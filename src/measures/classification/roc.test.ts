import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { mean, normals } from '../test-helpers';
import { aucDifference, aucInterval, meanComponents, type RocComponents, rocComponents } from './roc';

const components = (scores: ArrayLike<number>, labels: ArrayLike<number>) => rocComponents(scores, labels) as RocComponents;

/** Who outranks whom, by the definition. */
const wins = (positive: number, negative: number) => (positive > negative ? 1 : positive === negative ? 0.5 : 0);
const split = (scores: ArrayLike<number>, labels: ArrayLike<number>) => {
  const of = (label: number) => Array.from(scores).filter((_, i) => labels[i] === label);
  return { positives: of(1), negatives: of(0) };
};

/** Labels, the positives `lift` higher on average, in two correlated scorings. */
function sample(random: { normal(): number; uniform(): number }, n: number, lift: readonly [number, number], share = 0.3) {
  const labels = Array.from({ length: n }, () => Number(random.uniform() < share));
  const shared = normals(random, n);
  const scorings = lift.map((by) => labels.map((label, i) => by * label + (shared[i] as number) + 0.7 * random.normal()));
  return { labels, a: scorings[0] as number[], b: scorings[1] as number[] };
}

test('AUC and components are shares of pairs, ties half', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const [scores, labels] = [rows.map(([score]) => score), rows.map(([, label]) => label)];
      const { positives, negatives } = split(scores, labels);
      const got = rocComponents(scores, labels);
      if (positives.length === 0 || negatives.length === 0) {
        expect(got).toBeNull();
        return;
      }
      const { auc, byPositive, byNegative } = got as RocComponents;
      for (const [i, x] of positives.entries()) expect(byPositive[i]).toBeCloseTo(mean(negatives.map((y) => wins(x, y))), 12);
      for (const [j, y] of negatives.entries()) expect(byNegative[j]).toBeCloseTo(mean(positives.map((x) => wins(x, y))), 12);
      expect(auc).toBeCloseTo(mean(byPositive), 12);
      expect(auc).toBeCloseTo(mean(byNegative), 12);
    }),
  );
});

/** DeLong's covariance of two AUCs, by the sums of the paper. */
function covariance(a: number[], b: number[], labels: number[]): number {
  const [x, y] = [split(a, labels), split(b, labels)];
  const [m, n] = [x.positives.length, x.negatives.length];
  const v10 = ({ positives, negatives }: typeof x) => positives.map((p) => mean(negatives.map((q) => wins(p, q))));
  const v01 = ({ positives, negatives }: typeof x) => negatives.map((q) => mean(positives.map((p) => wins(p, q))));
  const along = (p: number[], q: number[]) => p.reduce((sum, value, i) => sum + (value - mean(p)) * ((q[i] as number) - mean(q)), 0) / (p.length - 1);
  return along(v10(x), v10(y)) / m + along(v01(x), v01(y)) / n;
}

const errorOf = (interval: { low: number; high: number }) => (interval.high - interval.low) / (2 * 1.959963984540054);

test("variance of an AUC and of a difference are DeLong's", () => {
  const { labels, a, b } = sample(randomStream(1, 'roc'), 80, [1, 0.6]);
  const rounded = b.map((score) => Math.round(2 * score));
  const [first, second] = [components(a, labels), components(rounded, labels)];
  expect(errorOf(aucInterval(first)) ** 2).toBeCloseTo(covariance(a, a, labels), 12);
  const variance = covariance(a, a, labels) + covariance(rounded, rounded, labels) - 2 * covariance(a, rounded, labels);
  const got = aucDifference(first, second);
  expect((got.standardError as number) ** 2).toBeCloseTo(variance, 12);
  expect(errorOf(got)).toBeCloseTo(got.standardError as number, 12);
  expect(got.difference).toBeCloseTo(first.auc - second.auc, 14);
  expect(got.difference).toBeCloseTo((got.low + got.high) / 2, 12);
});

test('standard errors are those of a bootstrap to within 15 %', () => {
  const random = randomStream(2, 'roc');
  const { labels, a, b } = sample(random, 250, [1, 0.7]);
  const drawn = Array.from({ length: 600 }, () => {
    const rows = Array.from({ length: 250 }, () => random.below(250));
    const pick = (values: number[]) => rows.map((i) => values[i] as number);
    const [first, second] = [components(pick(a), pick(labels)).auc, components(pick(b), pick(labels)).auc];
    return { first, difference: first - second };
  });
  const spread = (values: number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
  const [first, second] = [components(a, labels), components(b, labels)];
  expect(errorOf(aucInterval(first)) / spread(drawn.map((each) => each.first))).toBeGreaterThan(0.85);
  expect(errorOf(aucInterval(first)) / spread(drawn.map((each) => each.first))).toBeLessThan(1.15);
  const error = aucDifference(first, second).standardError as number;
  expect(error / spread(drawn.map((each) => each.difference))).toBeGreaterThan(0.85);
  expect(error / spread(drawn.map((each) => each.difference))).toBeLessThan(1.15);
});

test('intervals hold the truth about 95 times in 100, of an AUC and of a difference', () => {
  const random = randomStream(3, 'roc');
  // Two normals with variance 1 + 0.7^2, the one higher by d: the AUC is Phi(d / sqrt(2 * 1.49)), here from many rows.
  const large = sample(random, 200_000, [1, 0.5], 0.5);
  const [first, second] = [components(large.a, large.labels).auc, components(large.b, large.labels).auc];
  expect(first).toBeCloseTo(0.7188, 2);
  const rounds = 1500;
  let [held, heldDifference] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const { labels, a, b } = sample(random, 150, [1, 0.5]);
    const [x, y] = [components(a, labels), components(b, labels)];
    const [interval, difference] = [aucInterval(x), aucDifference(x, y)];
    if (interval.low <= first && first <= interval.high) held++;
    if (difference.low <= first - second && first - second <= difference.high) heldDifference++;
  }
  for (const share of [held / rounds, heldDifference / rounds]) expect(Math.abs(share - 0.95)).toBeLessThan(0.02);
});

test('a wider level gives a wider interval, cut at the ends', () => {
  const { labels, a, b } = sample(randomStream(4, 'roc'), 40, [3, 0]);
  const [x, y] = [components(a, labels), components(b, labels)];
  expect(aucInterval(x, 0.5).low).toBeGreaterThan(aucInterval(x, 0.99).low);
  expect(aucDifference(x, y, 0.5).low).toBeGreaterThan(aucDifference(x, y, 0.99).low);
  expect(aucInterval(x, 0.9999).high).toBe(1);
  expect(aucInterval(components([1, 2, 3, 4], [0, 0, 1, 1]))).toEqual({ auc: 1, low: 1, high: 1 });
});

test('too few rows of a class leave everything open', () => {
  const few = components([0.1, 0.2, 0.3], [0, 1, 0]);
  expect(aucInterval(few)).toEqual({ auc: 0.5, low: 0, high: 1 });
  expect(aucDifference(few, few)).toEqual({ difference: 0, low: -1, high: 1, standardError: null });
});

test('several scorings of the same rows: the mean AUC, and less variance than one', () => {
  const random = randomStream(5, 'roc');
  const { labels, a, b } = sample(random, 120, [1, 1]);
  const [x, y] = [components(a, labels), components(b, labels)];
  const both = meanComponents([x, y]);
  expect(both.auc).toBeCloseTo((x.auc + y.auc) / 2, 14);
  const expected = (covariance(a, a, labels) + covariance(b, b, labels) + 2 * covariance(a, b, labels)) / 4;
  expect(errorOf(aucInterval(both)) ** 2).toBeCloseTo(expected, 12);
  expect(meanComponents([x])).toEqual(x);
});

test('scorings of other rows, and none at all, are errors', () => {
  const [x, y] = [components([1, 2, 3], [0, 1, 1]), components([1, 2, 3], [0, 0, 1])];
  expect(() => aucDifference(x, y)).toThrow('not of the same rows');
  expect(() => meanComponents([x, y])).toThrow('not of the same rows');
  expect(() => meanComponents([])).toThrow('no scorings');
});
