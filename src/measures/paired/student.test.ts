import { expect, test } from 'vitest';
import { intervalWidth } from '../classification/normal';
import { studentWidth } from './student';

// Table of Student's t, two-sided 95 %: Fisher and Yates, Statistical Tables, 1938, table III.
test.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [5, 2.571],
  [9, 2.262],
  [10, 2.228],
  [19, 2.093],
  [20, 2.086],
  [30, 2.042],
  [120, 1.98],
])('95 %% with %i degrees of freedom: %d', (degrees, wanted) => {
  expect(Number(studentWidth(0.95, degrees).toFixed(3))).toBe(wanted);
});

test.each([
  [0.99, 4, 4.604],
  [0.9, 7, 1.895],
  [0.5, 15, 0.691],
  [0.999, 19, 3.883],
])('other levels: %d with %i degrees of freedom: %d', (level, degrees, wanted) => {
  expect(Number(studentWidth(level, degrees).toFixed(3))).toBe(wanted);
});

/** Simpson's rule on the density itself, whose constant is a product of whole and half numbers. */
function probabilityWithin(t: number, degrees: number): number {
  // Gamma((n + 1) / 2) / (sqrt(n pi) Gamma(n / 2))
  let constant = degrees % 2 === 0 ? 1 / (2 * Math.sqrt(degrees)) : 1 / (Math.PI * Math.sqrt(degrees));
  for (let n = degrees - 1; n > 1; n -= 2) constant *= n / (n - 1);
  const density = (x: number) => constant * (1 + (x * x) / degrees) ** (-(degrees + 1) / 2);
  const steps = 20_000;
  const width = t / steps;
  let sum = density(0) + density(t);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(i * width);
  return (2 * sum * width) / 3;
}

test.each([1, 2, 3, 4, 7, 8, 19, 20, 41])('with %i degrees of freedom the density holds the level within the width', (degrees) => {
  for (const level of [0.3, 0.8, 0.95, 0.99]) expect(probabilityWithin(studentWidth(level, degrees), degrees)).toBeCloseTo(level, 9);
});

test('one and two degrees of freedom have closed forms, far out too', () => {
  for (const level of [0, 0.1, 0.95, 0.999999]) {
    const cauchy = Math.tan((Math.PI / 2) * level);
    const two = level * Math.sqrt(2 / (1 - level * level));
    expect(Math.abs(studentWidth(level, 1) - cauchy)).toBeLessThanOrEqual(1e-8 * cauchy + 1e-12);
    expect(Math.abs(studentWidth(level, 2) - two)).toBeLessThanOrEqual(1e-8 * two + 1e-12);
  }
});

test('many degrees of freedom come to the normal width', () => {
  expect(studentWidth(0.95, 2_000_000) / intervalWidth(0.95)).toBeCloseTo(1, 5);
});

test.each([
  [1, 5],
  [-0.1, 5],
  [Number.NaN, 5],
  [0.95, 0],
  [0.95, 2.5],
])('refuses level %d with %d degrees', (level, degrees) => {
  expect(() => studentWidth(level, degrees)).toThrow(RangeError);
});
