/**
 * Euclidean distances between rows, from their inner products. Differences of nearly equal numbers: distances below
 * about 1e-8 of the rows' lengths are noise of that size.
 *
 * @param gram [n, n] inner products, centred or not
 * @returns [n, n] symmetric, 0 on the diagonal
 */
export function distancesFromGram(gram: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const own = gram[i * n + i] as number;
    for (let j = 0; j < i; j++) {
      const distance = Math.sqrt(Math.max(0, own + (gram[j * n + j] as number) - 2 * (gram[i * n + j] as number)));
      out[i * n + j] = distance;
      out[j * n + i] = distance;
    }
  }
  return out;
}

/**
 * How far apart two groups of rows lie as distributions: 2 E|X-Y| - E|X-X'| - E|Y-Y'| (Székely and Rizzo, Journal of
 * Statistical Planning and Inference 143, 2013). The means within a group are over pairs of two rows (the U-statistic),
 * so that its expectation is 0 for groups of one distribution, and it may come out below 0.
 *
 * @param distances [n, n]
 * @param a rows of the one group
 * @param b rows of the other
 * @returns in the unit of the distances; null where a group has fewer than 2 rows
 */
export function energyDistance(distances: Float64Array, n: number, a: readonly number[], b: readonly number[]): number | null {
  if (a.length < 2 || b.length < 2) return null;
  return 2 * meanBetween(distances, n, a, b) - meanWithin(distances, n, a) - meanWithin(distances, n, b);
}

/**
 * The energy distance as a share of 2 E|X-Y|, the most that it could be (the same source).
 *
 * @returns 0 (alike, or all rows equal) to 1 (two different points); null where a group has fewer than 2 rows
 */
export function energyCoefficient(distances: Float64Array, n: number, a: readonly number[], b: readonly number[]): number | null {
  const distance = energyDistance(distances, n, a, b);
  if (distance === null) return null;
  const most = 2 * meanBetween(distances, n, a, b);
  return most > 0 ? Math.min(1, Math.max(0, distance / most)) : 0;
}

function meanBetween(distances: Float64Array, n: number, a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const i of a) for (const j of b) sum += distances[i * n + j] as number;
  return sum / (a.length * b.length);
}

/** Over pairs of two rows: a row's distance to itself, 0, does not count. */
function meanWithin(distances: Float64Array, n: number, rows: readonly number[]): number {
  let sum = 0;
  for (const i of rows) for (const j of rows) sum += distances[i * n + j] as number;
  return sum / (rows.length * (rows.length - 1));
}

export interface Silhouette {
  /** Over all rows that belong to a group, -1..1; null where fewer than two groups have rows. */
  mean: number | null;
  /** [groupCount] over each group's rows; null for a group without rows, and for all where `mean` is null. */
  byGroup: (number | null)[];
}

/**
 * How much nearer rows lie to their own group than to the nearest other: (b - a) / max(a, b) with a the mean distance
 * to the others of the own group and b the least mean distance to another group (Rousseeuw, Journal of Computational
 * and Applied Mathematics 20, 1987). The only row of a group counts 0, as there. O(n^2).
 *
 * @param distances [n, n]
 * @param groups [n] in 0..groupCount-1; a row with any other number belongs to no group and is left out
 */
export function silhouette(distances: Float64Array, n: number, groups: ArrayLike<number>, groupCount: number): Silhouette {
  const rows = new Float64Array(groupCount);
  for (let i = 0; i < n; i++) {
    const group = groups[i] as number;
    if (group >= 0 && group < groupCount) rows[group] = (rows[group] as number) + 1;
  }
  if (rows.filter((count) => count > 0).length < 2) return { mean: null, byGroup: new Array<null>(groupCount).fill(null) };

  const totals = new Float64Array(groupCount);
  const sums = new Float64Array(groupCount);
  for (let i = 0; i < n; i++) {
    const own = groups[i] as number;
    if (!(own >= 0 && own < groupCount) || rows[own] === 1) continue;
    sums.fill(0);
    for (let j = 0; j < n; j++) {
      const group = groups[j] as number;
      if (group >= 0 && group < groupCount) sums[group] = (sums[group] as number) + (distances[i * n + j] as number);
    }
    const within = (sums[own] as number) / ((rows[own] as number) - 1);
    let nearest = Number.POSITIVE_INFINITY;
    for (let g = 0; g < groupCount; g++) if (g !== own && (rows[g] as number) > 0) nearest = Math.min(nearest, (sums[g] as number) / (rows[g] as number));
    const larger = Math.max(within, nearest);
    if (larger > 0) totals[own] = (totals[own] as number) + (nearest - within) / larger;
  }
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  return {
    mean: sum(totals) / sum(rows),
    byGroup: Array.from(rows, (count, g) => (count > 0 ? (totals[g] as number) / count : null)),
  };
}
