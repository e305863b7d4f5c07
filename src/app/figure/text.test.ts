import { expect, test } from 'vitest';
import { shorten, widthOf } from './text';

test('wide letters are wider', () => {
  expect(widthOf('WWW', 10)).toBeGreaterThan(widthOf('iii', 10));
  expect(widthOf('家', 10)).toBe(10);
  expect(widthOf('', 10)).toBe(0);
});

test('a text that is too long ends in an ellipsis and fits', () => {
  expect(shorten('home', 100, 11)).toBe('home');
  const text = shorten('a very long name of a domain', 60, 11);
  expect(text).toMatch(/^a v.*…$/);
  expect(widthOf(text, 11)).toBeLessThanOrEqual(60);
});
