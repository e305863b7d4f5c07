import { expect, test } from 'vitest';
import { spread } from './end-labels';

test('labels that have room stay', () => {
  expect(spread([10, 50, 90], 14, 0, 100)).toEqual([10, 50, 90]);
  expect(spread([], 14, 0, 100)).toEqual([]);
});

test('labels that overlap move apart, around where they belong and in their order', () => {
  expect(spread([50, 50], 14, 0, 100)).toEqual([43, 57]);
  expect(spread([52, 50], 14, 0, 100)).toEqual([58, 44]);
  expect(spread([50, 50, 50], 14, 0, 100)).toEqual([36, 50, 64]);
});

test('not beyond the plot, and what they push into moves on', () => {
  expect(spread([0, 1], 14, 0, 100)).toEqual([0, 14]);
  const moved = spread([98, 99, 100, 70], 14, 0, 100);
  expect(moved).toEqual([72, 86, 100, 58]);
});
