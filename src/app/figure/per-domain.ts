import { isolated } from '../../lib/isolated';

/** More domains than this are summed up by their ends. */
const MOST_NAMED = 6;

/**
 * The domains' values in words: each of a few, the least and the most of many; those without a value are left out.
 *
 * @param say one value with its domain's name, isolated, and place
 */
export function perDomain(
  names: readonly string[],
  values: readonly (number | null | undefined)[],
  say: (value: number, name: string, domain: number) => string,
): string {
  const known = names.flatMap((name, d) => {
    const value = values[d];
    return typeof value === 'number' ? [{ d, name: isolated(name), value }] : [];
  });
  if (known.length <= MOST_NAMED) return known.map(({ d, name, value }) => say(value, name, d)).join(', ');
  const sorted = [...known].sort((a, b) => a.value - b.value);
  const [least, most] = [sorted[0], sorted.at(-1)] as [(typeof known)[number], (typeof known)[number]];
  return `${say(least.value, least.name, least.d)} (the least) to ${say(most.value, most.name, most.d)} (the most)`;
}
