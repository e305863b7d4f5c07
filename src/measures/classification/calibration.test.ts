import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { reliability } from './calibration';
import { wilson } from './proportion';

const random = randomStream(1, 'calibration');

/** Rows whose true probability is `truth` of what is predicted. */
function rows(n: number, truth: (p: number) => number): { probabilities: number[]; labels: number[] } {
  const probabilities = Array.from({ length: n }, () => random.uniform());
  return { probabilities, labels: probabilities.map((p) => Number(random.uniform() < truth(p))) };
}

test('right predictions have little error, and their bins hold the diagonal', () => {
  const { probabilities, labels } = rows(20_000, (p) => p);
  const { bins, ece } = reliability(probabilities, labels);
  expect(ece).toBeLessThan(0.01);
  expect(bins).toHaveLength(10);
  for (const bin of bins) expect(bin.rows).toBe(2000);
  expect(bins.filter((bin) => bin.low <= bin.meanPrediction && bin.meanPrediction <= bin.high).length).toBeGreaterThanOrEqual(8);
});

test('planted faults are found, at their size', () => {
  const halved = rows(20_000, (p) => p / 2);
  expect(reliability(halved.probabilities, halved.labels).ece).toBeCloseTo(0.25, 1);
  const drawnIn = rows(20_000, (p) => (p < 0.5 ? 0.2 : 0.8));
  // Mean of |p - 0.2| over 0..0.5, by bins of a tenth: (0.15 + 0.05 + 0.05 + 0.15 + 0.25) / 5.
  expect(reliability(drawnIn.probabilities, drawnIn.labels).ece).toBeCloseTo(0.13, 1);
  expect(reliability([0.9, 0.9, 0.9], [0, 0, 0]).ece).toBeCloseTo(0.9, 14);
});

test('a worked example', () => {
  const { bins, ece } = reliability([0.8, 0.1, 0.2, 0.6], [1, 0, 1, 0], 2);
  expect(bins).toEqual([
    { from: 0.1, to: 0.2, rows: 2, meanPrediction: expect.closeTo(0.15, 14), clickRate: 0.5, ...wilson(1, 2) },
    { from: 0.6, to: 0.8, rows: 2, meanPrediction: expect.closeTo(0.7, 14), clickRate: 0.5, ...wilson(1, 2) },
  ]);
  expect(ece).toBeCloseTo((0.35 + 0.2) / 2, 14);
});

test('bins hold every row once, in order, and never divide equal predictions', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 }), fc.integer({ min: 1, max: 10 }), (tenths, count) => {
      const probabilities = tenths.map((value) => value / 12);
      const { bins } = reliability(
        probabilities,
        tenths.map((_, i) => i % 2),
        count,
      );
      expect(bins.length).toBeLessThanOrEqual(count);
      expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(tenths.length);
      for (const [i, bin] of bins.entries()) {
        expect(bin.rows).toBe(probabilities.filter((p) => bin.from <= p && p <= bin.to).length);
        if (i > 0) expect(bin.from).toBeGreaterThan((bins[i - 1] as { to: number }).to);
      }
    }),
  );
});

test('no rows have no error, and fewer rows than bins have a bin each', () => {
  expect(reliability([], [])).toEqual({ bins: [], ece: null });
  expect(reliability([0.3, 0.1], [1, 0]).bins.map((bin) => bin.rows)).toEqual([1, 1]);
});
