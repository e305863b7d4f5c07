/** Places in pixels, from the upper left. */
export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

/** So far a line keeps from the key. */
const CLEAR = 4;
/** The key is tried at places so far apart. */
const STEP = 4;

/**
 * Where a key stands in a chart so that no line passes through it: in the lower right corner, else in another one, else at the first free
 * place from the right and from below; where there is none, where the lines are farthest from its middle.
 *
 * @param lines [lines][points] from left to right; within `area`
 * @returns its upper left corner
 */
export function placeKey(lines: readonly (readonly Point[])[], area: Box, { width, height }: Pick<Box, 'width' | 'height'>): Point {
  const [right, bottom] = [area.x + area.width - width, area.y + area.height - height];
  const corners = [right, area.x].flatMap((x) => [bottom, area.y].map((y) => ({ x, y })));
  const others: Point[] = [];
  for (let x = right; x > area.x; x -= STEP) for (let y = bottom; y > area.y; y -= STEP) others.push({ x, y });
  const places = [...corners, ...others];
  const gapAt = (place: Point) => Math.min(...lines.map((line) => gapTo(line, { ...place, width, height })));
  return places.find((place) => gapAt(place) >= CLEAR) ?? places.reduce((best, place) => (gapAt(place) > gapAt(best) ? place : best));
}

/** How far a line stays above or below a box; negative where it passes through, the more the nearer to its middle. */
function gapTo(line: readonly Point[], { x, y, width, height }: Box): number {
  const [only] = line;
  const pieces = line.length === 1 ? [[only, only] as [Point, Point]] : line.slice(1).map((to, i) => [line[i], to] as [Point, Point]);
  return Math.min(
    ...pieces.map(([from, to]) => {
      const [left, right] = [Math.max(from.x, x - CLEAR), Math.min(to.x, x + width + CLEAR)];
      if (left > right) return Number.POSITIVE_INFINITY;
      const at = (place: number) => (to.x === from.x ? to.y : from.y + ((to.y - from.y) * (place - from.x)) / (to.x - from.x));
      const [high, low] = [Math.min(at(left), at(right)), Math.max(at(left), at(right))];
      return Math.max(y - low, high - (y + height));
    }),
  );
}
