import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNumbers, wholeNumber } from './whole-number';

test('a whole number has one form', () => {
  expect(['7', '+7', '007', ' 7.00', '7.', '-0', '-07.0', '0'].map(wholeNumber)).toEqual(['7', '7', '7', '7', '7', '0', '-7', '0']);
  expect(['', '7.5', '7e3', '0x7', 'seven', '.0', '- 7'].map(wholeNumber)).toEqual(Array(7).fill(undefined));
});

test('whole numbers of any length compare as BigInt does', () => {
  const whole = fc.oneof(fc.bigInt(), fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }));
  fc.assert(
    fc.property(whole, fc.oneof(whole, fc.constantFrom(-1n, 0n, 1n)), fc.boolean(), (a, near, add) => {
      const b = add ? a + near : near;
      // A short and a long one are far enough apart for doubles.
      expect(Math.sign(compareNumbers(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});

test('other numbers compare as numbers', () => {
  expect(Math.sign(compareNumbers('208310224003697458.5', '1e3'))).toBe(1);
  expect(compareNumbers('1e3', '1000')).toBe(0);
  expect(compareNumbers('9007199254740993.0', '9007199254740993')).toBe(0);
  expect(compareNumbers('9007199254740993', '9007199254740992')).toBeGreaterThan(0);
});
