import { expect, test } from 'vitest';
import { SUMMARY } from '../run.test-helper';
import { changeText, metricError, placesOf, positivesOf } from './places';

test('places follow from the standard error', () => {
  expect([0.0074, 0.004, 0.0021, 0.0019, 0.0012, 0.00096, 0.06, 0.021, 0.019, 0.099].map(placesOf)).toEqual([3, 3, 3, 4, 4, 4, 2, 2, 3, 2]);
  // Two at least, five at most.
  expect([0.5, 3, 1e-9].map(placesOf)).toEqual([2, 2, 5]);
  expect([0, null, undefined, Number.NaN, Number.POSITIVE_INFINITY].map(placesOf)).toEqual([3, 3, 3, 3, 3]);
});

test('what rounding takes away is at most a quarter of the error, and no place is idle', () => {
  for (let error = 2e-4; error < 0.19; error *= 1.07) {
    const step = 10 ** -placesOf(error);
    expect(step / 2 / error).toBeLessThanOrEqual(1 / 4);
    expect(step / error).toBeGreaterThan(1 / 20);
  }
});

test('an AUC of 39 rows has two places, one of 3,000 three, one of 200,000 four', () => {
  expect([39, 3000, 200_000].map((rows) => placesOf(metricError('auc', 0.78, rows, 0.4)))).toEqual([2, 3, 4]);
  expect([39, 4000].map((rows) => placesOf(metricError('logLoss', 0.55, rows, 0.4)))).toEqual([2, 3]);
});

test('fewer positives, a larger error', () => {
  expect(metricError('auc', 0.7, 1000, 0.02)).toBeGreaterThan(2 * metricError('auc', 0.7, 1000, 0.5));
  const domains = [
    { name: 'a', rows: 10, positives: 9 },
    { name: 'b', rows: 30, positives: 3 },
  ];
  const run = { data: { ...SUMMARY, domains } };
  expect([positivesOf(run), positivesOf(run, 0), positivesOf(run, 1), positivesOf({}), positivesOf(run, 7)]).toEqual([0.3, 0.9, 0.1, 0.5, 0.5]);
});

test('an interval that leaves 0 out does not read as if it held it', () => {
  const change = (difference: number, standardError: number) => ({
    difference,
    standardError,
    low: difference - 2 * standardError,
    high: difference + 2 * standardError,
  });
  expect(changeText(change(0.019, 0.0074))).toEqual({ difference: '+0.019', interval: '0.004 to 0.034' });
  expect(changeText(change(-0.0151, 0.0074))).toEqual({ difference: '−0.0151', interval: '−0.0299 to −0.0003' });
  expect(changeText(change(0.0151, 0.0074))).toEqual({ difference: '+0.0151', interval: '0.0003 to 0.0299' });
  // It holds 0: nothing is hidden by 0.000.
  expect(changeText(change(0.0145, 0.0074))).toEqual({ difference: '+0.015', interval: '0.000 to 0.029' });
  expect(changeText({ difference: 0, low: 0, high: 0, standardError: 0 })).toEqual({ difference: '0.000', interval: '0.000 to 0.000' });
});
