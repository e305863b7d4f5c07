import type { EncodedData } from '../../data/types';
import type { Sample } from '../probe/sample';

/** Rows that are followed at once. */
export const MOST_FOLLOWED = 2;
/** Domains that a row is walked as. */
const MOST_DOMAINS = 12;
/** Probe rows that a domain must have for its row to be followed unasked. */
const ADEQUATE = 20;

/**
 * The row that is followed where nobody chose one: the first probe row of the smallest domain that has probe rows enough. A small
 * domain is where sharing matters most. Probe rows are drawn by the seed, and their labels are not looked at. Without such a domain
 * any probe row will do, and without probe rows any test row.
 *
 * @returns its position, or undefined where there is no row to show
 */
export function standIn({ domains, split }: Pick<EncodedData, 'domains' | 'split'>, { own }: Pick<Sample, 'own'>): number | undefined {
  const candidates = [...domains.entries()].flatMap(([d, { rows }]) => {
    const probes = own.filter(({ domain }) => domain === d);
    return probes.length >= ADEQUATE ? [{ rows, position: probes[0]?.position as number }] : [];
  });
  const [smallest] = candidates.sort((a, b) => a.rows - b.rows);
  return smallest?.position ?? own[0]?.position ?? split.test[0];
}

/** The domains that a row is walked as: the first `MOST_DOMAINS`, its own among them, in their order. */
export function walkedDomains(domains: number, own: number): number[] {
  const first = Array.from({ length: Math.min(domains, MOST_DOMAINS) }, (_, d) => d);
  return first.includes(own) ? first : [...first.slice(0, -1), own];
}
