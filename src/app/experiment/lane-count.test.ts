import { expect, test } from 'vitest';
import { threadsOfLane, usualLanes } from './lane-count';

const SMALL = { rows: 9, columns: 3 };

test('a lane for each core, as far as the table fits so often; up to four on a GPU, and one where the processor stands in for it', () => {
  expect([1, 2, 6, 64].map((cores) => usualLanes('wasm', true, cores, SMALL))).toEqual([1, 2, 6, 8]);
  expect(usualLanes('cpu', true, 4, SMALL)).toBe(4);
  expect(usualLanes('webgpu', false, 8, SMALL)).toBe(1);
  expect([1, 2, 8].map((cores) => usualLanes('webgpu', true, cores, SMALL))).toEqual([1, 2, 4]);
  expect(usualLanes('webgpu', true, 8, { rows: 1e6, columns: 70 })).toBe(1);
  expect([1e6, 3e6, 1e8].map((rows) => usualLanes('wasm', false, 8, { rows, columns: 25 }))).toEqual([5, 1, 1]);
  expect(usualLanes('wasm', false, 2, { rows: 0, columns: 0 })).toBe(2);
  // It may be of any size.
  expect(usualLanes('wasm', false, 8, undefined)).toBe(1);
});

test('the cores are shared out', () => {
  expect([1, 2, 3, 8, 9].map((lanes) => threadsOfLane(lanes, 8))).toEqual([8, 4, 2, 1, 1]);
});
