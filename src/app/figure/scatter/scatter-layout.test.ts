import { expect, test } from 'vitest';
import { layOut } from './scatter-layout';

const corners = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 0, y: 1 },
];

test('points fill the box, larger y higher up', () => {
  const { placed, left, right, top, bottom } = layOut(corners, 600, false);
  const [origin, across, up] = placed as [{ x: number; y: number }, { x: number; y: number }, { x: number; y: number }];
  expect(across.x - origin.x).toBeGreaterThan(0.85 * (right - left));
  expect(origin.y - up.y).toBeGreaterThan(0.85 * (bottom - top));
});

test('square: a unit is as long across as it is up', () => {
  for (const width of [260, 600, 1200]) {
    const { placed, left, right, top, bottom } = layOut(corners, width, true);
    const [origin, across, up] = placed as [{ x: number; y: number }, { x: number; y: number }, { x: number; y: number }];
    expect((across.x - origin.x) / 10).toBeCloseTo(origin.y - up.y);
    for (const { x, y } of placed) {
      expect(x).toBeGreaterThan(left);
      expect(x).toBeLessThan(right);
      expect(y).toBeGreaterThan(top);
      expect(y).toBeLessThan(bottom);
    }
  }
});

test('one point, or none, can be laid out', () => {
  expect(layOut([{ x: 3, y: 3 }], 400, true).placed[0]?.x).toBeGreaterThan(0);
  expect(layOut([], 400, false).placed).toEqual([]);
});
