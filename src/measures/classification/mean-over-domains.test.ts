import { expect, test } from 'vitest';
import { meanOverDomains } from './mean-over-domains';

test('the mean is over the domains that have a number, and in which there is something to learn', () => {
  expect(meanOverDomains([0.8, null, undefined, 0.6])).toBeCloseTo(0.7, 12);
  expect(meanOverDomains([0.8, 0.51, 0.6], { byDomain: [0.9, 0.5, 0.8] })).toBeCloseTo(0.7, 12);
  expect(meanOverDomains([null], { byDomain: [0.9] })).toBeNull();
  expect(meanOverDomains([0.6], { byDomain: [0.5] })).toBeNull();
});
