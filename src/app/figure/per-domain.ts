/** More domains than this are summed up by their ends. */
const MOST_NAMED = 6;

/**
 * The domains' values in words: each of a few, the least and the most of many; those without a value are left out.
 *
 * @param say one value with its domain's name
 */
export function perDomain(names: readonly string[], values: readonly (number | null | undefined)[], say: (value: number, name: string) => string): string {
  const known = names.flatMap((name, d) => {
    const value = values[d];
    return typeof value === 'number' ? [{ name, value }] : [];
  });
  if (known.length <= MOST_NAMED) return known.map(({ name, value }) => say(value, name)).join(', ');
  const sorted = [...known].sort((a, b) => a.value - b.value);
  const [least, most] = [sorted[0], sorted.at(-1)] as [(typeof known)[number], (typeof known)[number]];
  return `${say(least.value, least.name)} (the least) to ${say(most.value, most.name)} (the most)`;
}
