/** Mean of the values that are there; null without any. */
export function mean(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === 'number');
  return known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : null;
}
