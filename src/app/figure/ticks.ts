/** Round numbers (1, 2 or 5 times a power of ten apart) within a range, about `count` of them. */
export function ticksWithin(low: number, high: number, count: number): number[] {
  if (!(high > low)) return Number.isFinite(low) ? [low] : [];
  const step = roundStep((high - low) / Math.max(1, count));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // Counted in steps, and rounded: a sum of steps would drift, and zero would become 1e-17. `+ 0` makes −0 zero.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0);
}

/** How far the ticks of a horizontal axis stand apart, at least. */
const X_TICK = 56;

/** Ticks of what is counted, which has no halves; the first is worth a tick though it is rarely round. */
export function countTicks([first, last]: [number, number], width: number): number[] {
  const counts = ticksWithin(first, last, Math.max(1, width / X_TICK)).filter((tick) => Number.isInteger(tick));
  const [a = 0, b = a] = counts;
  return counts[0] === first ? counts : [first, ...counts.filter((tick) => tick - first > 0.6 * (b - a))];
}

/** How many decimals tell such ticks apart. */
export function decimalsOf(ticks: readonly number[]): number {
  const [a, b] = ticks;
  if (a === undefined) return 0;
  if (b === undefined) return (String(a).split('.')[1] ?? '').length;
  return Math.max(0, Math.min(8, -Math.floor(Math.log10(b - a) + 1e-9)));
}

/** The smallest and largest of what is a number, a share of their distance added at both sides; [0, 1] without any. */
export function rangeOf(values: Iterable<number | null | undefined>, pad = 0.05): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (typeof value === 'number' && Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  if (low > high) return [0, 1];
  const room = pad * (high - low) || Math.max(Math.abs(low) * pad, 1e-3);
  return [low - room, high + room];
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = rough / power;
  return (times < Math.SQRT2 ? 1 : times < Math.sqrt(10) ? 2 : times < Math.sqrt(50) ? 5 : 10) * power;
}
