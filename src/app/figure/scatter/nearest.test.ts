import { expect, test } from 'vitest';
import { nearestTo, nextTowards } from './nearest';

const points = [
  { x: 0, y: 0 },
  { x: 10, y: 1 },
  { x: 5, y: 9 },
  { x: 0, y: 20 },
  { x: 20, y: 0 },
];

test('the nearest point, if it is near enough', () => {
  expect(nearestTo(points, 9, 0)).toBe(1);
  expect(nearestTo(points, 100, 0, 12)).toBeUndefined();
  expect(nearestTo(points, 32, 0, 12)).toBe(4);
  expect(nearestTo([], 0, 0)).toBeUndefined();
});

test('arrows go to the nearest point that lies ahead', () => {
  expect(nextTowards(points, 0, 'right')).toBe(1);
  expect(nextTowards(points, 1, 'right')).toBe(4);
  expect(nextTowards(points, 4, 'left')).toBe(1);
  expect(nextTowards(points, 0, 'down')).toBe(2);
  expect(nextTowards(points, 3, 'up')).toBe(2);
  expect(nextTowards(points, 4, 'right')).toBeUndefined();
});

test('to the side where nothing lies ahead', () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 1, y: 9 },
  ];
  expect(nextTowards(corner, 0, 'right')).toBe(1);
  expect(nextTowards(corner, 0, 'left')).toBeUndefined();
});
