import { expect, test } from 'vitest';
import { inkOn } from './contrast';

test('white on dark, black on light, however the colour is written', () => {
  expect(inkOn('#000')).toBe('#ffffff');
  expect(inkOn('#ffffff')).toBe('#000000');
  expect(inkOn('rgb(0, 76, 140)')).toBe('#ffffff');
  expect(inkOn('rgb(255 158 84)')).toBe('#000000');
});

test('the turn is where both read equally well', () => {
  expect(inkOn('rgb(117, 117, 117)')).toBe('#ffffff');
  expect(inkOn('rgb(118, 118, 118)')).toBe('#000000');
});

test('nothing for what it cannot read', () => {
  expect(inkOn('var(--panel)')).toBeUndefined();
  expect(inkOn('rgb(0 0 0 / 50%)')).toBeUndefined();
});
