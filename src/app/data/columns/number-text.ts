/** A number of a column as a person reads it. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e12 || size < 1e-4)) return value.toExponential(2).replaceAll('-', '−');
  return value.toLocaleString('en', { maximumSignificantDigits: Number.isInteger(value) ? 21 : 4 }).replaceAll('-', '−');
}

export const dayText = (time: number) => new Date(time).toISOString().slice(0, 10);

/** A share of 0..1. */
export function percentText(share: number): string {
  const percent = 100 * share;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}
