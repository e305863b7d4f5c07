/**
 * An order of rows in which like stands by like, as for the rows of a heat map: the two groups with the least mean
 * distance between their rows are joined until one is left (average linkage, Sokal and Michener, 1958), each group
 * turned round if that brings nearer rows together where the two meet. The end with the smaller row number comes first.
 * The same rows give the same order; ties go to the smaller row numbers. O(n^3): up to a few hundred rows.
 *
 * @param rows [n, size]
 * @returns [n] each of 0..n-1 once
 */
export function clusterOrder(rows: Float32Array, n: number, size: number): Int32Array {
  const between = euclidean(rows, n, size);
  // Mean distances between the groups, each kept at its smallest row.
  const mean = Float64Array.from(between);
  const groups = new Map(Array.from({ length: n }, (_, i) => [i, [i]]));
  while (groups.size > 1) {
    const [i, j] = nearestPair(mean, n, [...groups.keys()]);
    const [first, second] = [groups.get(i) as number[], groups.get(j) as number[]];
    for (const k of groups.keys()) {
      if (k === i || k === j) continue;
      const joined = (first.length * (mean[i * n + k] as number) + second.length * (mean[j * n + k] as number)) / (first.length + second.length);
      mean[i * n + k] = joined;
      mean[k * n + i] = joined;
    }
    groups.set(
      i,
      joinEnds(first, second, (a, b) => between[a * n + b] as number),
    );
    groups.delete(j);
  }
  const order = [...groups.values()][0] ?? [];
  return Int32Array.from((order[0] ?? 0) > (order.at(-1) ?? 0) ? order.reverse() : order);
}

function euclidean(rows: Float32Array, n: number, size: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let l = 0; l < size; l++) square += ((rows[i * size + l] as number) - (rows[j * size + l] as number)) ** 2;
      out[i * n + j] = Math.sqrt(square);
      out[j * n + i] = Math.sqrt(square);
    }
  }
  return out;
}

/** @param groups ascending, since a joined group stays at its smaller row */
function nearestPair(mean: Float64Array, n: number, groups: number[]): [number, number] {
  let best: [number, number] = [groups[0] as number, groups[1] as number];
  let least = Number.POSITIVE_INFINITY;
  for (const [place, i] of groups.entries()) {
    for (let other = place + 1; other < groups.length; other++) {
      const j = groups[other] as number;
      const distance = mean[i * n + j] as number;
      if (distance < least) {
        least = distance;
        best = [i, j];
      }
    }
  }
  return best;
}

/** There are four ways to put two rows of things end to end. This takes the one where the ends that meet are nearest, the first of equal ones. */
function joinEnds(a: number[], b: number[], distance: (i: number, j: number) => number): number[] {
  const ways: [number[], number[]][] = [
    [a, b],
    [a, b.toReversed()],
    [a.toReversed(), b],
    [a.toReversed(), b.toReversed()],
  ];
  const gaps = ways.map(([left, right]) => distance(left.at(-1) as number, right[0] as number));
  return (ways[gaps.indexOf(Math.min(...gaps))] as [number[], number[]]).flat();
}
