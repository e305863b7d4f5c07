import { expect, test } from 'vitest';
import { planOf, type Rect } from './layout';
import { BOXES } from './steps';

const overlap = (a: Rect, b: Rect) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test.each([320, 358, 700, 859, 860, 960, 1376, 1800])('%d pixels: all boxes fit, none covers another, and every line starts and ends at its boxes', (width) => {
  for (const fields of [1, 7, 40]) {
    const plan = planOf(width, fields);
    const rects = BOXES.map((box) => plan.boxes[box]);
    for (const [i, a] of rects.entries()) {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width).toBeLessThanOrEqual(width);
      expect(a.y + a.height).toBeLessThanOrEqual(plan.height);
      expect(a.width).toBeGreaterThan(56);
      for (const b of rects.slice(i + 1)) expect(overlap(a, b)).toBe(false);
    }
    for (const { from, to, path } of plan.lines) {
      const on = ({ x, y, width: w, height: h }: Rect, at: [number, number]) => at[0] >= x - 1 && at[0] <= x + w + 1 && at[1] >= y - 1 && at[1] <= y + h + 1;
      const [start, end] = endsOf(path);
      expect(on(plan.boxes[from], start)).toBe(true);
      expect(on(plan.boxes[to], end)).toBe(true);
    }
    expect(plan.fields).toBeLessThanOrEqual(Math.max(1, Math.min(fields, 14)));
  }
});

test('wide it runs from left to right, narrow from top to bottom; the place of a box does not depend on the row', () => {
  const wide = planOf(1376, 7).boxes;
  expect(wide.row.x).toBeLessThan(wide.hyper.x);
  expect(wide.h.x).toBeLessThan(wide.down.x);
  const narrow = planOf(358, 7).boxes;
  expect(narrow.row.y).toBeLessThan(narrow.hyper.y);
  expect(narrow.tower.y).toBeLessThan(narrow.bottleneck.y);
  expect(planOf(1376, 7).wide).toBe(true);
  expect(planOf(358, 7).wide).toBe(false);
});

/** Where a path of M, H, V and C begins and ends. */
function endsOf(path: string): [[number, number], [number, number]] {
  let [x, y] = [0, 0];
  let start: [number, number] = [0, 0];
  for (const [, letter, rest] of path.matchAll(/([MHVC])([^MHVC]*)/g)) {
    const numbers = (rest as string).trim().split(/\s+/).map(Number);
    if (letter === 'H') x = numbers[0] as number;
    else if (letter === 'V') y = numbers[0] as number;
    else [x, y] = numbers.slice(-2) as [number, number];
    if (letter === 'M') start = [x, y];
  }
  return [start, [x, y]];
}
