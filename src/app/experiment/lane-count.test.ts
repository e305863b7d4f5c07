import { expect, test } from 'vitest';
import { TABLE } from '../store/store.test-helper';
import { threadsOfLane, usualLanes } from './lane-count';

test('a lane for each core, as far as the table fits so often; one on a GPU', () => {
  expect([1, 2, 6, 64].map((cores) => usualLanes('wasm', cores, TABLE))).toEqual([1, 2, 6, 8]);
  expect(usualLanes('cpu', 4, TABLE)).toBe(4);
  expect(usualLanes('webgpu', 8, TABLE)).toBe(1);
  const columns = Array.from({ length: 25 }, () => TABLE.columns[0] as (typeof TABLE.columns)[number]);
  expect([1e6, 3e6, 1e8].map((rows) => usualLanes('wasm', 8, { rows, columns }))).toEqual([5, 1, 1]);
  expect(usualLanes('wasm', 2, { rows: 0, columns: [] })).toBe(2);
});

test('the cores are shared out', () => {
  expect([1, 2, 3, 8, 9].map((lanes) => threadsOfLane(lanes, 8))).toEqual([8, 4, 2, 1, 1]);
});
