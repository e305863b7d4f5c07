import { expect, test } from 'vitest';
import { shorten, shortenApart, widthOf } from './text';

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

test('texts that differ only at their ends are told apart when there is room for a part of them', () => {
  expect(shortenApart(['DCN + HAMUR, seed 1', 'DCN + HAMUR, seed 2', 'DCN + HAMUR, seed 2', 'MLP'], 80, 12)).toEqual([
    '…UR, seed 1',
    '…UR, seed 2',
    '…UR, seed 2',
    'MLP',
  ]);
  expect(shortenApart(['home', 'search results of the shop'], 60, 12)).toEqual(['home', shorten('search results of the shop', 60, 12)]);
});
