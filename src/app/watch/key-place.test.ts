import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, type Point, placeKey } from './key-place';

const AREA: Box = { x: 44, y: 8, width: 260, height: 112 };
const SIZE = { width: 110, height: 42 };
/** A value of the range 0.65 to 0.9 at an epoch from 1 to `last`. */
const at = (epoch: number, value: number, last = 40): Point => ({
  x: AREA.x + (AREA.width * (epoch - 1)) / (last - 1),
  y: AREA.y + (AREA.height * (0.9 - value)) / 0.25,
});
const across = (value: number) => [at(1, value), at(40, value)];

/** Found by walking along the line in small steps, not by its equation. */
const passes = (line: readonly Point[], { x, y }: Point) =>
  line.slice(1).some((to, i) => {
    const from = line[i] as Point;
    return Array.from({ length: 501 }, (_, n) => n / 500).some((share) => {
      const [px, py] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
      return px > x && px < x + SIZE.width && py > y && py < y + SIZE.height;
    });
  });

test('in the first epochs it keeps clear of the dotted line of the best possible', () => {
  const lines = [[at(1, 0.68), at(2, 0.74), at(3, 0.77)], across(0.855)];
  const place = placeKey(lines, AREA, SIZE);
  for (const line of lines) expect(passes(line, place)).toBe(false);
  expect(place).toEqual({ x: AREA.x + AREA.width - SIZE.width, y: AREA.y + AREA.height - SIZE.height });
});

test('where lines fall towards a best possible at the bottom, it stands at the top', () => {
  const lines = [[at(1, 0.88), at(10, 0.72), at(40, 0.7)], across(0.66)];
  expect(placeKey(lines, AREA, SIZE).y).toBe(AREA.y);
});

test('a single point is kept clear of too', () => {
  const corner = { x: AREA.x + AREA.width - 20, y: AREA.y + AREA.height - 10 };
  expect(placeKey([[corner]], AREA, SIZE)).not.toEqual({ x: AREA.x + AREA.width - SIZE.width, y: AREA.y + AREA.height - SIZE.height });
});

test('it lies within the chart, and no line passes through it where a flat one leaves room above or below', () => {
  const value = fc.double({ min: 0.65, max: 0.9, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 2, maxLength: 20 }), value, (values, best) => {
      const place = placeKey([values.map((each, i) => at(i + 1, each, values.length)), across(best)], AREA, SIZE);
      expect(place.x).toBeGreaterThanOrEqual(AREA.x);
      expect(place.x + SIZE.width).toBeLessThanOrEqual(AREA.x + AREA.width);
      expect(place.y).toBeGreaterThanOrEqual(AREA.y);
      expect(place.y + SIZE.height).toBeLessThanOrEqual(AREA.y + AREA.height);
    }),
  );
  fc.assert(
    fc.property(value, value, (one, other) => {
      const place = placeKey([across(one), across(other)], AREA, SIZE);
      const [high, low] = [Math.max(one, other), Math.min(one, other)];
      const rooms = [0.9 - high, high - low, low - 0.65].map((room) => (room / 0.25) * AREA.height);
      if (Math.max(...rooms) > SIZE.height + 12) for (const line of [across(one), across(other)]) expect(passes(line, place)).toBe(false);
    }),
  );
});
