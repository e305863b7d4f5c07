import { expect, test } from 'vitest';
import { perDomain } from './per-domain';

test('the mean is over the domains that have a number, and in which there is something to learn', () => {
  expect(perDomain([0.8, null, undefined, 0.6])).toBeCloseTo(0.7, 12);
  expect(perDomain([0.8, 0.51, 0.6], { byDomain: [0.9, 0.5, 0.8] })).toBeCloseTo(0.7, 12);
  expect(perDomain([null], { byDomain: [0.9] })).toBeNull();
  expect(perDomain([0.6], { byDomain: [0.5] })).toBeNull();
});
