import { describe, expect, test } from 'vitest';
import { type Random, randomStream, shuffle } from '../../lib/random';
import { aucChange } from '../../measures/classification/auc-change';
import { type RocComponents, rocComponents } from '../../measures/classification/roc';
import { averaged, changesOver, type Measured } from './auc-change';
import { otherRows } from './other-rows';

/** Scores of `each` rows of either class, those of positive rows higher by `lead`. */
function scored(each: number, lead: number, seed: number): RocComponents {
  const random = randomStream(seed, 'scores');
  const labels = Array.from({ length: 2 * each }, (_, i) => i % 2);
  const scores = labels.map((label) => random.uniform() + lead * label);
  return rocComponents(scores, labels) as RocComponents;
}

test('scorings are averaged where all of them are there', () => {
  const [one, two] = [scored(12, 0.1, 1), scored(12, 0.5, 2)];
  expect(averaged([one, two])?.auc).toBeCloseTo((one.auc + two.auc) / 2, 12);
  expect(averaged([one, null])).toBeNull();
  expect(averaged([])).toBeNull();
});

test('without a change there is none, not even by rounding', () => {
  // Few of them do round: about one in a hundred.
  for (let seed = 1; seed <= 500; seed++) {
    const one = scored(11 + (seed % 10), -0.4, seed);
    const mean = changesOver([[one], [one], [one], [one], [one]], [one]).mean;
    expect(mean?.difference).toBe(0);
    expect(mean?.standardError).toBeLessThan(1e-15);
  }
});

test('the variance of the scorings is that of the mean over their number, per domain and of the mean over domains', () => {
  const trained = [scored(30, 0.4, 1), scored(20, 0.4, 2)];
  const scorings: Measured[] = [0, 1, 2, 3].map((i) => [scored(30, 0.2, 10 + i), scored(20, 0.1, 20 + i)]);
  const { byDomain, mean } = changesOver(scorings, trained);
  const sampleVariance = (values: number[]) => {
    const centre = values.reduce((a, b) => a + b) / values.length;
    return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  };
  const aucs = (d: number) => scorings.map((each) => each[d]?.auc as number);
  const rows = trained.map((own, d) => aucChange(averaged(scorings.map((each) => each[d] ?? null)), own)?.standardError as number);
  for (const d of [0, 1]) expect(byDomain[d]?.standardError).toBeCloseTo(Math.sqrt((rows[d] as number) ** 2 + sampleVariance(aucs(d)) / 4), 12);
  const means = aucs(0).map((value, i) => (value + (aucs(1)[i] as number)) / 2);
  expect(mean?.standardError).toBeCloseTo(Math.sqrt(((rows[0] as number) ** 2 + (rows[1] as number) ** 2) / 4 + sampleVariance(means) / 4), 12);
  expect(mean?.high).toBeCloseTo((mean?.difference as number) + 1.959964 * (mean?.standardError as number), 6);
  // A domain without an interval has no part in the mean over the scorings, either.
  const lone = changesOver(scorings, [trained[0] as RocComponents, null]);
  expect(lone.byDomain[1]).toBeNull();
  expect(lone.mean?.standardError).toBeCloseTo(byDomain[0]?.standardError as number, 12);
});

/**
 * Against chance itself: new rows and new shuffles, again and again. How much the change of the mean AUC then really varies is what its
 * standard error says, or a little less; its interval holds the mean of all as often as its level says.
 */
describe.each([
  ['H adds to the score', 0.3, { own: 1, times: 0 }],
  ['H turns the score', 0.3, { own: 0, times: 1.5 }],
  ['H does both, and positives are few', 0.15, { own: 1, times: 1 }],
] as const)('%s', (_, rate, { own, times }) => {
  const [REPEATS, SHUFFLES, BATCH] = [400, 5, 50];
  const SIZES = [180, 120];
  const score = (z: number, h: number) => z + own * h + times * z * h;

  /** Rows of two domains, and what five shuffles make of their AUC. */
  function once(random: Random, across: boolean) {
    const rows = SIZES.flatMap((size, domain) =>
      Array.from({ length: size }, () => {
        const [z, h] = [random.normal(), random.normal()];
        return { domain, z, h, label: Number(random.uniform() < 1 / (1 + Math.exp(-score(z, h) - Math.log(rate / (1 - rate))))) };
      }),
    );
    const measured = (scores: number[]): Measured =>
      SIZES.map((_, d) => {
        const of = [...rows.keys()].filter((i) => rows[i]?.domain === d);
        return rocComponents(
          of.map((i) => scores[i] as number),
          of.map((i) => rows[i]?.label as number),
        );
      });
    const scorings = Array.from({ length: SHUFFLES }, () => {
      const order = shuffle([...rows.keys()], random);
      const scores = new Array<number>(rows.length);
      for (let start = 0; start < order.length; start += BATCH) {
        const batch = order.slice(start, start + BATCH);
        const { from } = otherRows(
          batch.map((i) => (across ? 0 : (rows[i]?.domain as number))),
          batch.length,
          random,
        );
        for (const [place, i] of batch.entries()) scores[i] = score(rows[i]?.z as number, rows[batch[from[place] as number] as number]?.h as number);
      }
      return measured(scores);
    });
    return changesOver(scorings, measured(rows.map(({ z, h }) => score(z, h))));
  }

  test.each([
    ['within', false],
    ['across', true],
  ])('%s domains', (name, across) => {
    const random = randomStream(1, `${name}/${own}/${times}`);
    const all = Array.from({ length: REPEATS }, () => once(random, across));
    for (const of of [(each: (typeof all)[number]) => each.mean, (each: (typeof all)[number]) => each.byDomain[0]]) {
      const changes = all.flatMap((each) => of(each) ?? []);
      const truth = changes.reduce((sum, { difference }) => sum + difference, 0) / changes.length;
      const spread = Math.sqrt(changes.reduce((sum, { difference }) => sum + (difference - truth) ** 2, 0) / (changes.length - 1));
      const said = Math.sqrt(changes.reduce((sum, { standardError }) => sum + standardError ** 2, 0) / changes.length);
      // 400 repeats know the spread to 3.5 %.
      expect(said / spread).toBeGreaterThan(0.95);
      expect(said / spread).toBeLessThan(1.25);
      const held = changes.filter(({ low, high }) => low <= truth && truth <= high).length / changes.length;
      expect(held).toBeGreaterThan(0.935);
    }
  });
});
