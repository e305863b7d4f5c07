/// <reference path="./jstat.d.ts" />
import jstat from 'jstat';
import { expect, test } from 'vitest';
import { randomStream } from '../../lib/random';
import { intervalWidth, normalQuantile } from '../classification/normal';
import { normalBelow } from './detectable';
import { pairedDifferences } from './differences';
import { holm } from './holm';
import { signFlip } from './sign-flip';
import { studentWidth } from './student';

test('Student’s width', () => {
  for (const degrees of [1, 2, 3, 5, 9, 19, 39, 200])
    for (const level of [0.5, 0.8, 0.95, 0.99]) {
      const wanted = jstat.studentt.inv((1 + level) / 2, degrees);
      expect(Math.abs(studentWidth(level, degrees) / wanted - 1), `${level}, ${degrees}`).toBeLessThan(1e-7);
    }
});

test('the normal distribution and its quantiles', () => {
  for (const z of [-5, -1.96, -0.3, 0, 0.7, 2.5, 4]) expect(normalBelow(z)).toBeCloseTo(jstat.normal.cdf(z, 0, 1), 9);
  for (const p of [0.001, 0.025, 0.3, 0.5, 0.9]) expect(normalQuantile(p)).toBeCloseTo(jstat.normal.inv(p, 0, 1), 7);
  expect(intervalWidth(0.95)).toBeCloseTo(jstat.normal.inv(0.975, 0, 1), 7);
});

test('mean, standard error and interval of paired differences', () => {
  const random = randomStream(4, 'jstat');
  for (const n of [2, 3, 6, 10, 30]) {
    const differences = Array.from({ length: n }, () => 0.004 + 0.01 * random.normal());
    const { mean, standardError, interval } = pairedDifferences(differences);
    expect(standardError).toBeCloseTo(jstat.stdev(differences, true) / Math.sqrt(n), 12);
    const [low, high] = jstat.tci(mean, 0.05, differences);
    expect(interval?.low).toBeCloseTo(low, 8);
    expect(interval?.high).toBeCloseTo(high, 8);
  }
});

test('differences of one size: the sign-flip test is the sign test', () => {
  for (const n of [4, 6, 9, 15, 24])
    for (let won = Math.ceil(n / 2); won <= n; won++) {
      const differences = Array.from({ length: n }, (_, i) => (i < won ? 0.01 : -0.01));
      // As many wins or more, or as few or fewer.
      const above = 1 - jstat.binomial.cdf(won - 1, n, 0.5);
      expect(signFlip(differences), `${won} of ${n}`).toBeCloseTo(Math.min(1, 2 * above), 8);
    }
});

test('with many differences the sign-flip p comes near that of a t test', () => {
  const random = randomStream(9, 'near');
  for (const shift of [0.1, 0.3, 0.5]) {
    const differences = Array.from({ length: 36 }, () => shift + random.normal());
    expect(Math.abs(signFlip(differences) - jstat.ttest(0, differences, 2))).toBeLessThan(0.02);
  }
});

// Benjamini and Hochberg, Journal of the Royal Statistical Society B 57, 1995, section 3.2: fifteen hypotheses about thrombolysis. At .05 the
// Bonferroni procedure and Hochberg's reject the three smallest; Holm's lies between the two.
test('Holm’s correction on a published example', () => {
  const ps = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1];
  const adjusted = holm(ps);
  expect(adjusted.map((p) => p <= 0.05)).toEqual(ps.map((_, i) => i < 3));
  // 15, 14, 13 and 12 times the four smallest.
  expect(adjusted.slice(0, 4).map((p) => Number(p.toFixed(6)))).toEqual([0.0015, 0.0056, 0.0247, 0.114]);
});
