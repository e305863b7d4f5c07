import { expect, test } from 'vitest';
import { axesOf, epochsOf } from './curve-axes';
import type { Chart } from './series';

const chart = (...points: [number, number][]): Chart => ({ title: 'All rows', places: 4, points: points.map(([epoch, model]) => ({ epoch, model })) });

test('a vertical axis ends at ticks, and holds every value of every chart', () => {
  const { range, ticks } = axesOf([chart([1, 0.5412], [2, 0.71]), chart([1, 0.62])], 20);
  expect(range).toEqual([0.5, 0.75]);
  expect(ticks).toEqual([0.5, 0.55, 0.6, 0.65, 0.7, 0.75]);
});

test('the axis of epochs begins with the first epoch, or at 0 where points lie within it', () => {
  expect(axesOf([chart([1, 0.6])], 20).ends).toEqual([1, 20]);
  expect(axesOf([chart()], 20).ends).toEqual([1, 20]);
  expect(axesOf([chart([1, 0.6]), chart([0.25, 0.5])], 1).ends).toEqual([0, 2]);
});

test('every epoch that has a point, once, in order', () => {
  expect(epochsOf([chart([0.25, 0.5], [1, 0.6]), chart([1, 0.6], [0.5, 0.7])])).toEqual([0.25, 0.5, 1]);
});

test('once an epoch is done, the points within it do not stretch the axis', () => {
  expect(axesOf([chart([0.05, 0.42])], 20).range[0]).toBeLessThanOrEqual(0.42);
  const { range, ends } = axesOf([chart([0.05, 0.42], [1, 0.7], [2, 0.74])], 20);
  expect(range[0]).toBeGreaterThanOrEqual(0.65);
  expect(ends[0]).toBe(0);
});
