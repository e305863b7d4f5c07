/**
 * Turns points of the plane about the origin, and mirrors them if that is better, so that the sum of squared distances
 * to their references is least; nothing is scaled or moved (orthogonal Procrustes, Schönemann, 1966). In two dimensions
 * the best turn has a closed form, once for the points and once for their mirror image.
 *
 * @param coordinates [n, 2]
 * @param reference [n, 2]
 * @returns [n, 2]
 */
export function align(coordinates: ArrayLike<number>, reference: ArrayLike<number>, n: number): Float64Array {
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [coordinates[2 * i] as number, coordinates[2 * i + 1] as number];
    const [u, v] = [reference[2 * i] as number, reference[2 * i + 1] as number];
    xx += x * u;
    xy += x * v;
    yx += y * u;
    yy += y * v;
  }
  // Least squares is the greatest sum of inner products, and cos a * p + sin a * q is at most |(p, q)|.
  const turned = { p: xx + yy, q: xy - yx };
  const mirrored = { p: xx - yy, q: xy + yx };
  const mirror = length(mirrored) > length(turned);
  const best = mirror ? mirrored : turned;
  const size = length(best);
  // Without a preference (all points or references at the origin) they stay.
  const [cosine, sine] = size > 0 ? [best.p / size, best.q / size] : [1, 0];
  const out = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    const x = coordinates[2 * i] as number;
    const y = (coordinates[2 * i + 1] as number) * (mirror ? -1 : 1);
    out[2 * i] = cosine * x - sine * y;
    out[2 * i + 1] = sine * x + cosine * y;
  }
  return out;
}

const length = ({ p, q }: { p: number; q: number }) => Math.hypot(p, q);
