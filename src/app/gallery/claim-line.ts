import type { CardOutcome } from '../../runs/gallery/card';
import { type Condition, isDifference } from '../../runs/gallery/claim';

/** What was measured of a condition, and whether it holds, in a few words. */
export function claimLine(condition: Condition, measured: CardOutcome['claim'][number] | undefined): string {
  if (!measured) return 'Not measured yet.';
  const [mean, low, high] = [measured.mean, measured.low, measured.high].map((value) => numberText(value, condition));
  return `Measured: ${mean}, 95 % interval ${low} to ${high}, ${measured.seeds} seeds. ${measured.holds ? 'It holds.' : 'It does not hold.'}`;
}

function numberText(value: number, condition: Condition): string {
  if (condition.of.what === 'parameters') return value.toLocaleString('en');
  const size = Math.abs(value)
    .toFixed(condition.of.what === 'rank' ? 1 : 3)
    .replace(/^0\./, '.');
  const sign = value < 0 ? '−' : isDifference(condition) ? '+' : '';
  return `${sign}${size}`;
}
