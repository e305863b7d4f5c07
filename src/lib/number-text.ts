/** A number as a person reads it, whatever its size: at most six digits, with a power of ten where it is very large or small. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e9 || size < 1e-4)) return value.toExponential(2).replace('e+', 'e');
  return value.toLocaleString('en', { maximumSignificantDigits: 6, useGrouping: size >= 1e5 });
}
