import { expect, test } from 'vitest';
import { layOutBars } from './bars-layout';

const labels = ['home', 'a rather long name'];
const numbers = ['−0.012 (−0.020 to −0.004)', '+0.010 (−0.001 to +0.021)'];
const values = [-0.02, 0.021, 0];

test('side by side where there is room', () => {
  const layout = layOutBars(labels, numbers, values, 700);
  expect(layout.left).toBeGreaterThan(100);
  expect(layout.right).toBeLessThan(700 - 100);
  expect(layout.barAt(0)).toBe(layout.textAt(0));
});

test('below one another on a phone, with a plot as wide as the figure', () => {
  const layout = layOutBars(labels, numbers, values, 256);
  expect(layout.right - layout.left).toBeGreaterThan(210);
  expect(layout.barAt(0)).toBeGreaterThan(layout.textAt(0));
  expect(layout.axisAt).toBeGreaterThan(layout.barAt(1));
});

test('every value and the reference lie within the plot', () => {
  const { xAt, left, right } = layOutBars(labels, numbers, values, 700);
  for (const value of values) {
    expect(xAt(value)).toBeGreaterThan(left);
    expect(xAt(value)).toBeLessThan(right);
  }
});

test('no ticks where no row has a value', () => {
  expect(layOutBars(['a'], [''], [0], 400).ticks).toEqual([]);
});
