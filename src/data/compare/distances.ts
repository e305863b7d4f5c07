import type { Values } from './values';

/**
 * Total variation between domains: half the sum over values of |p_a - p_b|, which is 1 less the sum of the smaller of the two. Rows of
 * several values count each of them.
 *
 * @param rows positions that are looked at
 * @param domainOf [rows] the domain of each of them
 * @returns [D, D] 0..1; 1 between a domain with values and one without any, 0 between two without
 */
export function totalVariation(values: Values, rows: Int32Array, domainOf: Int32Array, domains: number): number[][] {
  // A value and a domain as one number, sorted so that a value's domains stand together.
  let count = 0;
  for (const row of rows) values.each(row, () => count++);
  const sorted = new Float64Array(count);
  count = 0;
  for (let i = 0; i < rows.length; i++) {
    values.each(rows[i] as number, (value) => {
      sorted[count++] = value * domains + (domainOf[i] as number);
    });
  }
  sorted.sort();
  const totals = new Float64Array(domains);
  for (const key of sorted) totals[key % domains] = (totals[key % domains] as number) + 1;
  const common = Array.from({ length: domains }, () => new Float64Array(domains));
  const shares: [domain: number, share: number][] = [];
  for (let at = 0; at < sorted.length; ) {
    const value = Math.floor((sorted[at] as number) / domains);
    shares.length = 0;
    while (at < sorted.length && Math.floor((sorted[at] as number) / domains) === value) {
      const key = sorted[at] as number;
      let end = at;
      while (end < sorted.length && sorted[end] === key) end++;
      shares.push([key % domains, (end - at) / (totals[key % domains] as number)]);
      at = end;
    }
    for (const [a, p] of shares) for (const [b, q] of shares) (common[a] as Float64Array)[b] = ((common[a] as Float64Array)[b] as number) + Math.min(p, q);
  }
  return common.map((of, a) => Array.from(of, (shared, b) => (a === b || (totals[a] === 0 && totals[b] === 0) ? 0 : Math.min(1, Math.max(0, 1 - shared)))));
}

/**
 * Kolmogorov and Smirnov's distance between domains: the largest difference of their distribution functions.
 *
 * @param numbers [all rows], finite
 * @returns [D, D] 0..1; 0 where a domain has no rows
 */
export function kolmogorovSmirnov(numbers: ArrayLike<number>, rows: Int32Array, domainOf: Int32Array, domains: number): number[][] {
  const own: number[][] = Array.from({ length: domains }, () => []);
  for (const [i, row] of rows.entries()) (own[domainOf[i] as number] as number[]).push(numbers[row] as number);
  const sorted = own.map((values) => Float64Array.from(values).sort());
  const between = Array.from({ length: domains }, () => new Array<number>(domains).fill(0));
  for (let a = 0; a < domains; a++) {
    for (let b = a + 1; b < domains; b++) {
      const distance = farthest(sorted[a] as Float64Array, sorted[b] as Float64Array);
      (between[a] as number[])[b] = distance;
      (between[b] as number[])[a] = distance;
    }
  }
  return between;
}

/** Of two sorted samples. */
function farthest(a: Float64Array, b: Float64Array): number {
  if (a.length === 0 || b.length === 0) return 0;
  let [i, j, most] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const at = Math.min(a[i] as number, b[j] as number);
    while (i < a.length && (a[i] as number) <= at) i++;
    while (j < b.length && (b[j] as number) <= at) j++;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
}
