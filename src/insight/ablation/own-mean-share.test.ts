import { expect, test } from 'vitest';
import { ownMeanShare } from './own-mean-share';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const predictions = (logits: number[]) => Float32Array.from(logits, sigmoid);
const PLACES = [
  [0, 2, 4],
  [1, 3, 5],
];
const OFF = [-2, -1, 0, 0.5, 1, 2];
const plus = (added: number[]) => predictions(OFF.map((logit, i) => logit + (added[i] as number)));

test('a standard deviation within the domains, as a share of that as trained', () => {
  // Around the domains' means: 1, -1, 0 and 2, -2, 0 as trained; a half of it, and a third of it, with one H.
  const trained = plus([5, 2, 3, -2, 4, 0]);
  const one = plus([0.5, 2 / 3, -0.5, -2 / 3, 0, 0]);
  const expected = Math.sqrt((0.5 + 8 / 9) / (2 + 8));
  expect(ownMeanShare(one, trained, predictions(OFF), PLACES)).toBeCloseTo(expected, 3);
});

test('what is added to all rows of a domain alike does not count, however much it is', () => {
  expect(ownMeanShare(plus([3, -3, 3, -3, 3, -3]), plus([5, 2, 3, -2, 4, 0]), predictions(OFF), PLACES)).toBeLessThan(1e-4);
});

test('null where that is all there is as trained, too', () => {
  expect(ownMeanShare(plus([3, -3, 3, -3, 3, -3]), plus([1, 2, 1, 2, 1, 2]), predictions(OFF), PLACES)).toBeNull();
  expect(ownMeanShare(predictions(OFF), predictions(OFF), predictions(OFF), [[], []])).toBeNull();
});

test('rows whose prediction is 0, or so near to 1 that float32 rounds their logit away, are left out', () => {
  const [trained, one] = [plus([5, 2, 3, -2, 4, 0]), plus([1, 0, 2, 0, 3, 0])];
  const kept = ownMeanShare(one, trained, predictions(OFF), [[0, 2, 4]]) as number;
  expect(
    ownMeanShare(Float32Array.of(...one, 1, 0), Float32Array.of(...trained, 0.5, 0.5), Float32Array.of(...predictions(OFF), 0.5, 0.5), [[0, 2, 4, 6, 7]]),
  ).toBeCloseTo(kept, 12);
});
