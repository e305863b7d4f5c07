import { expect, test } from 'vitest';
import { inLasso, type Point } from './lasso';

const at = (...pairs: [number, number][]): Point[] => pairs.map(([x, y]) => ({ x, y }));
const square = at([0, 0], [4, 0], [4, 4], [0, 4]);

test('what lies inside, by index', () => {
  expect(inLasso(square, at([1, 1], [5, 1], [3, 2], [-1, 2], [2, 9]))).toEqual([0, 2]);
});

test('not the notch of a concave polygon', () => {
  const notched = at([0, 0], [4, 0], [4, 4], [2, 1], [0, 4]);
  expect(inLasso(notched, at([2, 0.5], [2, 3], [0.5, 2], [3.5, 2]))).toEqual([0, 2, 3]);
});

test('a point on a vertex or an edge is inside', () => {
  expect(inLasso(square, at([0, 0], [4, 4], [2, 0], [4, 2], [5, 0], [-1, 4]))).toEqual([0, 1, 2, 3]);
});

test('a vertex level with a point is counted once', () => {
  const diamond = at([0, 0], [2, 2], [4, 0], [2, -2]);
  expect(inLasso(diamond, at([2, 0], [1, 0], [-1, 0], [5, 0], [3, 2]))).toEqual([0, 1]);
});

test('fewer than three corners hold nothing', () => {
  expect(inLasso([], at([0, 0]))).toEqual([]);
  expect(inLasso(at([0, 0]), at([0, 0]))).toEqual([]);
  expect(inLasso(at([0, 0], [4, 4]), at([2, 2]))).toEqual([]);
});

test('a line that crosses itself: both loops of an eight, not what is surrounded twice', () => {
  const eight = at([0, 0], [4, 4], [4, 0], [0, 4]);
  expect(inLasso(eight, at([0.5, 2], [3.5, 2], [2, 3], [2, 1]))).toEqual([0, 1]);
  const twice = [...square, ...at([0, 0], [4, 0], [4, 4], [0, 4])];
  expect(inLasso(twice, at([1, 2]))).toEqual([]);
});
