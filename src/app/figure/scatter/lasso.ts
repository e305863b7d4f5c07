export interface Point {
  x: number;
  y: number;
}

/**
 * The indices of the points inside a polygon, which closes itself. Inside is what a ray leaves an odd number of times,
 * so a loop drawn twice around (or the overlap of a figure of eight) is outside, as the fill rule "evenodd" paints it.
 * A point on the line is inside: whoever draws through a point means it.
 */
export function inLasso(polygon: readonly Point[], points: readonly Point[]): number[] {
  if (polygon.length < 3) return [];
  const inside: number[] = [];
  for (const [i, point] of points.entries()) if (contains(polygon, point)) inside.push(i);
  return inside;
}

function contains(polygon: readonly Point[], { x, y }: Point): boolean {
  let odd = false;
  let a = polygon[polygon.length - 1] as Point;
  for (const b of polygon) {
    if (onSegment(a, b, x, y)) return true;
    if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) odd = !odd;
    a = b;
  }
  return odd;
}

function onSegment(a: Point, b: Point, x: number, y: number): boolean {
  const cross = (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
  return cross === 0 && x >= Math.min(a.x, b.x) && x <= Math.max(a.x, b.x) && y >= Math.min(a.y, b.y) && y <= Math.max(a.y, b.y);
}
