import { expect, test } from 'vitest';
import { layOutSquare } from './square-layout';

const names = (n: number) => Array.from({ length: n }, (_, i) => `domain ${i + 1}`);

test('a few domains fill the room with readable cells', () => {
  const layout = layOutSquare(names(5), ['−0.83'], 400);
  expect(layout.width).toBeLessThanOrEqual(400);
  expect(layout.written).toBe(true);
});

test('on a phone it still fits while cells are large enough to touch', () => {
  const layout = layOutSquare(names(6), ['0.83'], 256);
  expect(layout.width).toBeLessThanOrEqual(256);
  expect(layout.cell).toBeGreaterThanOrEqual(24);
});

test('thirty domains are wider than a phone, with no text in the cells', () => {
  const layout = layOutSquare(names(30), ['0.83'], 288);
  expect(layout.cell).toBe(24);
  expect(layout.written).toBe(false);
  expect(layout.width).toBeGreaterThan(30 * 24);
});

test('names that fit their columns stand upright, others are slanted', () => {
  expect(layOutSquare(['home', 'ads'], ['0.83'], 400).slanted).toBe(false);
  expect(layOutSquare(['home page', 'search results'], ['0.83'], 400).slanted).toBe(true);
});
