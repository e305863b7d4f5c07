import { expect, test } from 'vitest';
import { threadsOfLane, usualLanes } from './lane-count';

const SMALL = { rows: 9, columns: 3 };

test('a lane for each core, as far as the table fits so often; one on a GPU', () => {
  expect([1, 2, 6, 64].map((cores) => usualLanes('wasm', cores, SMALL))).toEqual([1, 2, 6, 8]);
  expect(usualLanes('cpu', 4, SMALL)).toBe(4);
  expect(usualLanes('webgpu', 8, SMALL)).toBe(1);
  expect([1e6, 3e6, 1e8].map((rows) => usualLanes('wasm', 8, { rows, columns: 25 }))).toEqual([5, 1, 1]);
  expect(usualLanes('wasm', 2, { rows: 0, columns: 0 })).toBe(2);
  // It may be of any size.
  expect(usualLanes('wasm', 8, undefined)).toBe(1);
});

test('the cores are shared out', () => {
  expect([1, 2, 3, 8, 9].map((lanes) => threadsOfLane(lanes, 8))).toEqual([8, 4, 2, 1, 1]);
});
