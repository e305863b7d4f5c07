import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { aucError } from './auc-error';
import { aucInterval, type RocComponents, rocComponents } from './roc';

test('the example of the paper: 51 and 58 images, an area of 0.893', () => {
  expect(aucError(0.893, 51, 58)).toBeCloseTo(0.0325, 4);
});

test("close to DeLong's, which knows every score", () => {
  const random = randomStream(1, 'auc-error');
  for (const [rows, rate, lead] of [
    [200, 0.5, 0.5],
    [600, 0.3, 1],
    [3000, 0.1, 0.8],
  ] as const) {
    const labels = Array.from({ length: rows }, () => Number(random.uniform() < rate));
    const positives = labels.filter((label) => label === 1).length;
    const components = rocComponents(
      labels.map((label) => lead * label + random.normal()),
      labels,
    ) as RocComponents;
    const { auc, low, high } = aucInterval(components);
    const ratio = aucError(auc, positives, rows - positives) / ((high - low) / (2 * 1.959964));
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.15);
  }
});

test('a perfect order has an error all the same, and so has one without rows of a class', () => {
  expect(aucError(1, 20, 19)).toBeGreaterThan(0.005);
  expect(aucError(0, 20, 19)).toBeCloseTo(aucError(1, 19, 20), 12);
  expect(aucError(0.5, 0, 40)).toBeGreaterThan(0.2);
});
