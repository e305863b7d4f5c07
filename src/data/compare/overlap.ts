import type { Overlap } from '../../protocol/meaning';
import type { Values } from './values';

/**
 * Which values occur in which domains. One pass over the rows, and one over the values.
 *
 * @param domainIds [rows] 0..domains - 1; at most 64 domains
 */
export function overlapOf(field: string, values: Values, domainIds: Int32Array, domains: number): Overlap {
  // Of each value the domains that have it, as bits.
  const [low, high] = [new Int32Array(values.count), new Int32Array(values.count)];
  const has = (value: number, d: number) => ((d < 32 ? (low[value] as number) >>> d : (high[value] as number) >>> (d - 32)) & 1) === 1;
  for (let row = 0; row < domainIds.length; row++) {
    const d = domainIds[row] as number;
    values.each(row, (value) => {
      if (d < 32) low[value] = (low[value] as number) | (1 << d);
      else high[value] = (high[value] as number) | (1 << (d - 32));
    });
  }
  const both = matrix(domains);
  const own: number[] = [];
  for (let value = 0; value < values.count; value++) {
    own.length = 0;
    for (let d = 0; d < domains; d++) if (has(value, d)) own.push(d);
    for (const a of own) for (const b of own) add(both, a, b);
  }
  const [rows, sharing] = [new Float64Array(domains), matrix(domains)];
  for (let row = 0; row < domainIds.length; row++) {
    const a = domainIds[row] as number;
    let any = false;
    // Of a row of several values it is enough that one is shared.
    let [lowBits, highBits] = [0, 0];
    values.each(row, (value) => {
      any = true;
      lowBits |= low[value] as number;
      highBits |= high[value] as number;
    });
    if (!any) continue;
    rows[a] = (rows[a] as number) + 1;
    for (let b = 0; b < domains; b++) if (((b < 32 ? lowBits >>> b : highBits >>> (b - 32)) & 1) === 1) add(sharing, a, b);
  }
  const distinct = both.map((of, d) => of[d] as number);
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);
  return {
    field,
    distinct,
    jaccard: both.map((of, a) => of.map((count, b) => share(count, (distinct[a] as number) + (distinct[b] as number) - count))),
    shared: sharing.map((of, a) => of.map((count) => share(count, rows[a] as number))),
  };
}

const matrix = (n: number): number[][] => Array.from({ length: n }, () => new Array<number>(n).fill(0));

function add(of: number[][], a: number, b: number): void {
  const row = of[a] as number[];
  row[b] = (row[b] as number) + 1;
}
