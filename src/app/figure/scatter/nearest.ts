import type { Point } from './lasso';

export type Direction = 'left' | 'right' | 'up' | 'down';

const STEPS: Record<Direction, Point> = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } };

/** The index of the point nearest to (x, y), if one is within that distance. Of equals the last, which is drawn on top. */
export function nearestTo(points: readonly Point[], x: number, y: number, within = Number.POSITIVE_INFINITY): number | undefined {
  let nearest: number | undefined;
  let least = within ** 2;
  for (const [i, point] of points.entries()) {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
    if (distance <= least) [nearest, least] = [i, distance];
  }
  return nearest;
}

/**
 * The index of the nearest point to one side of another, y downwards as on the screen. What lies more to the side than
 * ahead counts only where nothing lies ahead, so that arrow keys go where they point but get out of a corner.
 */
export function nextTowards(points: readonly Point[], from: number, direction: Direction): number | undefined {
  const start = points[from];
  if (!start) return undefined;
  const step = STEPS[direction];
  let [ahead, aside]: (number | undefined)[] = [];
  let [leastAhead, leastAside] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [i, point] of points.entries()) {
    const [dx, dy] = [point.x - start.x, point.y - start.y];
    const along = dx * step.x + dy * step.y;
    if (along <= 0) continue;
    const across = Math.abs(dx * step.y + dy * step.x);
    const distance = dx ** 2 + dy ** 2;
    if (across <= along) {
      if (distance < leastAhead) [ahead, leastAhead] = [i, distance];
    } else if (distance < leastAside) [aside, leastAside] = [i, distance];
  }
  return ahead ?? aside;
}
