import { expect, test } from 'vitest';
import { perDomain } from './per-domain';

test('values of a few domains are all named, of many the ends; what is missing is left out', () => {
  const say = (value: number, name: string) => `${value} for ${name}`;
  expect(perDomain(['a', 'b', 'c'], [1, null, 3], say)).toBe('1 for a, 3 for c');
  const names = Array.from({ length: 9 }, (_, i) => `d${i}`);
  expect(perDomain(names, [5, 4, 3, 9, 1, 2, 6, 7, undefined], say)).toBe('1 for d4 (the least) to 9 for d3 (the most)');
});
