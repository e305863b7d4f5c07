import { expect, test } from 'vitest';
import { parseBenchArguments } from './bench-arguments';

test('what is left out has a default', () => {
  expect(parseBenchArguments([])).toEqual({ rounds: 5, seconds: 6 });
  expect(parseBenchArguments(['--rounds', '2', '--seconds', '0.5', '--only', 'browser'])).toEqual({ rounds: 2, seconds: 0.5, only: 'browser' });
});

test.each([
  [['--rounds', 'x'], /^--rounds: "x" is not a number of rounds\. Give a whole number/],
  [['--rounds', '0'], /^--rounds/],
  [['--rounds', '1.5'], /^--rounds/],
  [['--seconds', '0'], /^--seconds/],
  [['--seconds=-3'], /^--seconds/],
  [
    ['--only', 'browsr'],
    /^--only: there is no "browsr" to measure\. Choose browser, engines, outside, page, keeping, lanes, models, data, or leave it out for all/,
  ],
  [['--only'], /^arguments: .*--only/],
  [['--round', '3'], /^arguments: .*--round/],
])('%j is refused', (args, message) => {
  expect(() => parseBenchArguments(args)).toThrow(message);
});
