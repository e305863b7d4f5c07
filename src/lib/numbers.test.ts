import { expect, test } from 'vitest';
import { fixed, short, signed } from './numbers';

test('a sign in front, the true minus, and none on what rounds to zero', () => {
  expect(signed(0.0124, 3)).toBe('+0.012');
  expect(signed(-0.0124, 3)).toBe('−0.012');
  expect(signed(0, 2)).toBe('0.00');
  expect(signed(-0.0001, 3)).toBe('0.000');
  expect(signed(0.0001, 3)).toBe('0.000');
  expect(signed(Number.NaN, 3)).toBe('n/a');
  expect(signed(Number.NEGATIVE_INFINITY, 3)).toBe('−∞');
});

test('without a plus where the number is no difference', () => {
  expect(fixed(0.7341, 3)).toBe('0.734');
  expect(fixed(-0.7341, 3)).toBe('−0.734');
});

test('three significant digits, powers of ten at the ends', () => {
  expect(short(0)).toBe('0');
  expect(short(-0.5)).toBe('−0.500');
  expect(short(1234.4)).toBe('1234');
  expect(short(999.9)).toBe('1000');
  expect(short(-123456)).toBe('−1.23e+5');
  expect(short(123.45)).toBe('123');
  expect(short(-0.000012)).toBe('−1.20e−5');
  expect(short(Number.NaN)).toBe('n/a');
});
