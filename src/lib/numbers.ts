/** Numbers as a person reads them: the true minus sign, as wide as a plus, so that signs line up. */

/** `digits` decimals with the sign in front; what rounds to zero has none. */
export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return Number(value.toFixed(digits)) > 0 ? `+${text}` : text;
}

/** `digits` decimals, with a sign only below zero. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return short(value);
  const text = Math.abs(value).toFixed(digits);
  return Number(text) > 0 && value < 0 ? `−${text}` : text;
}

/** An epoch: hundredths only where it is no whole one. */
export const epochText = (epoch: number): string => (Number.isInteger(epoch) ? String(epoch) : epoch.toFixed(2));

/** Three significant digits (four from 1000 on); very small and very large sizes as powers of ten. */
export function short(value: number): string {
  if (Number.isNaN(value)) return 'n/a';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size < 0.001 || size >= 9999.5 ? value.toExponential(2) : size >= 999.5 ? value.toFixed(0) : value.toPrecision(3);
  return text.replaceAll('-', '−');
}
