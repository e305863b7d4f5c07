import { expect, test } from 'vitest';
import { mapColumns } from './map-columns';

test('maps of 2 to 12 domains stand in few rows, evenly, and are never too narrow', () => {
  const rows = (width: number) => Array.from({ length: 11 }, (_, i) => Math.ceil((i + 2) / mapColumns(i + 2, width)));
  expect(rows(640)).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
  expect(rows(358)).toEqual([1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  expect(mapColumns(7, 358)).toBe(4);
  expect(mapColumns(1, 358)).toBe(1);
});
