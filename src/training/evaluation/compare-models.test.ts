import { describe, expect, test } from 'vitest';
import type { EncodedData } from '../../data/types';
import { type Random, randomStream } from '../../lib/random';
import type { AucChange } from '../../measures/classification/auc-change';
import type { Evaluation, Metrics } from '../../protocol/result';
import { compareModels } from './compare-models';
import { evaluateRows } from './evaluate-model';

type Rows = Pick<EncodedData, 'labels' | 'domainIds' | 'domains' | 'userIds'>;

interface Made {
  data: Rows;
  positions: Int32Array;
  model: number[];
  baseline: number[];
}

/**
 * Rows of `sizes.length` domains, mixed, behind rows that are not tested. Both scorings share what is not the label; `leads[d]` are
 * by how much the positives of domain d stand higher in the model's and in the baseline's.
 */
function made(random: Random, sizes: readonly number[], leads: readonly (readonly [number, number])[], rate = 0.4): Made {
  const domainIds: number[] = [0, 0];
  const labels: number[] = [1, 0];
  const left = [...sizes];
  while (left.some((count) => count > 0)) {
    const d = random.below(sizes.length);
    if ((left[d] as number) <= 0) continue;
    left[d] = (left[d] as number) - 1;
    domainIds.push(d);
    labels.push(Number(random.uniform() < rate));
  }
  const positions = Int32Array.from(labels.keys()).subarray(2);
  const scored = Array.from(positions, (row) => {
    const [shared, label, [ours, theirs]] = [random.normal(), labels[row] as number, leads[domainIds[row] as number] as [number, number]];
    return [ours * label + shared + 0.5 * random.normal(), theirs * label + shared + 0.5 * random.normal()] as const;
  });
  const domains = sizes.map((rows, d) => ({ name: `d${d}`, rows, positives: 1 }));
  return {
    data: { labels: Uint8Array.from(labels), domainIds: Int32Array.from(domainIds), domains },
    positions,
    model: scored.map(([ours]) => ours),
    baseline: scored.map(([, theirs]) => theirs),
  };
}

const compared = ({ data, positions, model, baseline }: Made, best?: Evaluation) => compareModels(model, baseline, data, positions, best);

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const spread = (values: readonly number[]) => Math.sqrt(values.reduce((sum, value) => sum + (value - average(values)) ** 2, 0) / (values.length - 1));

/** By the definition: over all pairs of a positive and a negative, who wins with the one scoring and who with the other. */
function byPairs({ data, positions, model, baseline }: Made, domain?: number): { difference: number; variance: number } {
  const places = [...positions.keys()].filter((i) => domain === undefined || data.domainIds[positions[i] as number] === domain);
  const of = (label: number) => places.filter((i) => data.labels[positions[i] as number] === label);
  const [positives, negatives] = [of(1), of(0)];
  const wins = (scores: number[], p: number, n: number) => {
    const [x, y] = [scores[p] as number, scores[n] as number];
    return x > y ? 1 : x === y ? 0.5 : 0;
  };
  const pair = (p: number, n: number) => wins(model, p, n) - wins(baseline, p, n);
  const difference = average(positives.flatMap((p) => negatives.map((n) => pair(p, n))));
  // What the row of one class adds on average over those of the other.
  const rows = positives.map((p) => average(negatives.map((n) => pair(p, n))));
  const columns = negatives.map((n) => average(positives.map((p) => pair(p, n))));
  return { difference, variance: spread(rows) ** 2 / rows.length + spread(columns) ** 2 / columns.length };
}

describe('against the definition', () => {
  test.each([2, 12])('over %d domains, ties and all', (D) => {
    const random = randomStream(D, 'compare');
    const sizes = Array.from({ length: D }, (_, d) => 60 + 7 * d);
    const one = made(
      random,
      sizes,
      sizes.map((_, d) => [0.5 + 0.1 * d, 0.4]),
    );
    one.baseline = one.baseline.map((score) => Math.round(3 * score));
    const { all, byDomain, mean, meanOf } = compared(one);
    const expected = sizes.map((_, d) => byPairs(one, d));
    expect(meanOf).toEqual([...sizes.keys()]);
    for (const [d, { difference, variance }] of expected.entries()) {
      expect(byDomain[d]?.difference).toBeCloseTo(difference, 12);
      expect(byDomain[d]?.standardError).toBeCloseTo(Math.sqrt(variance), 12);
    }
    const whole = byPairs(one);
    expect(all?.difference).toBeCloseTo(whole.difference, 12);
    expect(all?.standardError).toBeCloseTo(Math.sqrt(whole.variance), 12);
    expect(mean?.difference).toBeCloseTo(average(expected.map(({ difference }) => difference)), 12);
    // The variance of a mean of independent numbers.
    const error = Math.sqrt(expected.reduce((sum, { variance }) => sum + variance, 0)) / D;
    expect(mean?.standardError).toBeCloseTo(error, 12);
    expect(mean?.low).toBeCloseTo((mean?.difference as number) - 1.959964 * error, 6);
    expect(mean?.high).toBeCloseTo((mean?.difference as number) + 1.959964 * error, 6);
  });

  test('the standard error of the mean is that of a bootstrap to within 15 %', () => {
    const random = randomStream(3, 'compare');
    const one = made(
      random,
      [300, 150],
      [
        [1, 0.6],
        [0.5, 0.7],
      ],
    );
    const own = [0, 1].map((d) => [...one.positions.keys()].filter((i) => one.data.domainIds[one.positions[i] as number] === d));
    const drawn = Array.from({ length: 500 }, () => {
      const places = own.flatMap((each) => each.map(() => each[random.below(each.length)] as number));
      const pick = (scores: number[]) => places.map((i) => scores[i] as number);
      return compareModels(
        pick(one.model),
        pick(one.baseline),
        one.data,
        Int32Array.from(places, (i) => one.positions[i] as number),
      );
    });
    const { mean, all } = compared(one);
    for (const [said, seen] of [
      [mean, drawn.map((each) => each.mean?.difference as number)],
      [all, drawn.map((each) => each.all?.difference as number)],
    ] as const) {
      expect((said?.standardError as number) / spread(seen)).toBeGreaterThan(0.85);
      expect((said?.standardError as number) / spread(seen)).toBeLessThan(1.15);
    }
  });

  test('the interval of the mean holds the truth about 95 times in 100', () => {
    const random = randomStream(4, 'compare');
    const leads = [
      [1, 0.8],
      [0.6, 0.6],
      [0.5, 0.7],
    ] as const;
    const truth = compared(made(random, [60_000, 60_000, 60_000], leads)).mean?.difference as number;
    const rounds = 1000;
    let held = 0;
    for (let round = 0; round < rounds; round++) {
      const { low, high } = compared(made(random, [150, 90, 60], leads)).mean as AucChange;
      if (low <= truth && truth <= high) held++;
    }
    expect(Math.abs(held / rounds - 0.95)).toBeLessThan(0.025);
  });
});

describe('per user', () => {
  const random = randomStream(11, 'compare');
  const one = made(
    random,
    [900, 600, 40],
    [
      [1.5, 0.5],
      [0.5, 0.5],
      [1, 0.5],
    ],
  );
  // Sixty users, each in every domain, but for a domain of one class.
  one.data.userIds = one.data.domainIds.map((_, i) => i % 60);
  for (const row of one.positions) if (one.data.domainIds[row] === 2) one.data.labels[row] = 0;
  const { perUser, ...rest } = compared(one);

  test('the change is that of the means over users, of all rows, of each domain, and of the mean over those that are compared', () => {
    const [ours, theirs] = [one.model, one.baseline].map((scores) => evaluateRows(scores, one.data, one.positions)) as [Evaluation, Evaluation];
    const less = (a: Metrics | undefined, b: Metrics | undefined) => (a?.perUser?.auc as number) - (b?.perUser?.auc as number);
    expect(perUser?.all?.difference).toBeCloseTo(less(ours, theirs), 12);
    const byDomain = [0, 1].map((d) => less(ours.domains[d], theirs.domains[d]));
    for (const d of [0, 1]) expect(perUser?.byDomain[d]?.difference).toBeCloseTo(byDomain[d] as number, 12);
    expect(perUser?.byDomain[2]).toBeNull();
    expect(rest.meanOf).toEqual([0, 1]);
    expect(perUser?.mean?.difference).toBeCloseTo(average(byDomain), 12);
    // Better in the first domain only.
    expect(perUser?.byDomain.map((change) => change !== null && change.low > 0)).toEqual([true, false, false]);
  });

  test('a domain in which fewer than ten users count has no part in the mean', () => {
    // In the second domain all rows are of the users 50 and on.
    for (const few of [9, 10]) {
      const userIds = one.data.domainIds.map((domain, i) => (domain === 1 ? 50 + (i % few) : i % 60));
      const { perUser: got, meanOf } = compared({ ...one, data: { ...one.data, userIds } });
      const [mean, first] = [got?.mean, got?.byDomain[0]] as [AucChange, AucChange];
      expect(meanOf).toEqual([0, 1]);
      if (few === 9) expect(mean).toEqual(first);
      else expect(mean.difference).toBeLessThan(first.difference - 0.01);
    }
  });

  test('what is told of the AUC stays the same; without users nothing is told of them', () => {
    const { userIds: _, ...data } = one.data;
    const without = compared({ ...one, data });
    expect(without).toEqual(rest);
    expect(without).not.toHaveProperty('perUser');
  });
});

describe('planted truths', () => {
  const NOTHING = { difference: 0, low: 0, high: 0, standardError: 0 };

  test('the same scores, and the same order of rows, are no difference at all', () => {
    const one = made(
      randomStream(5, 'compare'),
      [80, 50],
      [
        [1, 1],
        [1, 1],
      ],
    );
    for (const baseline of [one.model, one.model.map((score) => 1 / (1 + Math.exp(-3 * score - 1)))]) {
      expect(compared({ ...one, baseline })).toEqual({ all: NOTHING, byDomain: [NOTHING, NOTHING], mean: NOTHING, meanOf: [0, 1] });
    }
  });

  test('better in one domain only: its interval alone leaves 0 out', () => {
    const { byDomain, mean } = compared(
      made(
        randomStream(6, 'compare'),
        [600, 600, 600],
        [
          [0.8, 0.8],
          [1.6, 0.4],
          [0.8, 0.8],
        ],
      ),
    );
    expect(byDomain.map((change) => (change?.low as number) > 0)).toEqual([false, true, false]);
    expect(byDomain.map((change) => (change?.high as number) < 0)).toEqual([false, false, false]);
    expect(mean?.low).toBeGreaterThan(0);
  });

  test('the order counts: the other way round it is the opposite', () => {
    const one = made(
      randomStream(7, 'compare'),
      [100, 100],
      [
        [1.2, 0.4],
        [0.2, 0.4],
      ],
    );
    const [there, back] = [compared(one), compared({ ...one, model: one.baseline, baseline: one.model })];
    expect(there.mean?.difference).toBeGreaterThan(0);
    expect(back.mean?.difference).toBeCloseTo(-(there.mean?.difference as number), 12);
    expect(back.byDomain[1]?.low).toBeCloseTo(-(there.byDomain[1]?.high as number), 12);
  });

  test('a domain of one class, one with nine rows of a class and one without rows are left out of the mean', () => {
    const one = made(
      randomStream(8, 'compare'),
      [100, 40, 40, 100, 0],
      [
        [1, 0.5],
        [1, 0.5],
        [1, 0.5],
        [1, 0.5],
        [1, 0.5],
      ],
    );
    const rowsOf = (d: number) => [...one.positions].filter((row) => one.data.domainIds[row] === d);
    for (const row of rowsOf(1)) one.data.labels[row] = 0;
    for (const [i, row] of rowsOf(2).entries()) one.data.labels[row] = Number(i < 9);
    const { byDomain, mean, meanOf, all } = compared(one);
    expect(byDomain.map((change) => change !== null)).toEqual([true, false, false, true, false]);
    expect(meanOf).toEqual([0, 3]);
    expect(mean?.difference).toBeCloseTo(((byDomain[0]?.difference as number) + (byDomain[3]?.difference as number)) / 2, 12);
    // All rows are compared with theirs.
    expect(all?.difference).toBeCloseTo(byPairs(one).difference, 12);
    // A tenth positive row is enough.
    one.data.labels[rowsOf(2)[9] as number] = 1;
    expect(compared(one).meanOf).toEqual([0, 2, 3]);
  });

  test('where there is nothing to learn, a difference is luck and has no part in the mean', () => {
    const one = made(
      randomStream(9, 'compare'),
      [100, 100],
      [
        [1, 0.5],
        [0, 0],
      ],
    );
    const domain = (auc: number) => ({ name: '', rows: 100, auc, logLoss: 0.6 });
    const best = { rows: 200, auc: 0.7, logLoss: 0.6, domains: [domain(0.8), domain(0.5)] };
    const { byDomain, mean, meanOf } = compared(one, best);
    expect(meanOf).toEqual([0]);
    expect(mean).toEqual(byDomain[0]);
    expect(byDomain[1]).not.toBeNull();
  });

  test('no domain that can be compared: no mean', () => {
    const one = made(
      randomStream(10, 'compare'),
      [12, 12],
      [
        [1, 0.5],
        [1, 0.5],
      ],
    );
    const { byDomain, mean, meanOf } = compared(one);
    expect([byDomain, mean, meanOf]).toEqual([[null, null], null, []]);
  });
});
