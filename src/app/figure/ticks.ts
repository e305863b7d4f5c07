/**
 * Round numbers for axes: 1, 2 or 5 times a power of ten apart, and whole ones for what is counted. They are a few lines, so no
 * library is loaded for them.
 */

/** Round numbers within a range, about `count` of them. */
export function ticksWithin(low: number, high: number, count: number): number[] {
  if (!(high > low)) return Number.isFinite(low) ? [low] : [];
  const step = stepOf(low, high, count);
  return multiples(step, Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9));
}

/** The range, widened so that it begins and ends at a tick; `ticks` are all that it has. */
export function niceRange([low, high]: readonly [number, number], count: number): { range: [number, number]; ticks: number[] } {
  if (!(high > low)) return niceRange(rangeOf([low]), count);
  const step = stepOf(low, high, count);
  const ticks = multiples(step, Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9));
  return { range: [ticks[0] as number, ticks.at(-1) as number], ticks };
}

/** How far the ticks of a horizontal axis stand apart, at least. */
const X_TICK = 48;

/** Ticks of what is counted, which has no halves; the first is worth a tick though it is rarely round. */
export function countTicks([first, last]: readonly [number, number], width: number): number[] {
  const step = Math.max(1, roundStepAbove((last - first) / Math.max(1, width / X_TICK)));
  const counts = multiples(step, Math.ceil(first / step - 1e-9), Math.floor(last / step + 1e-9));
  return !Number.isInteger(first) || counts[0] === first ? counts : [first, ...counts.filter((tick) => tick - first > 0.6 * step)];
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

/** Counted in steps, and rounded: a sum of steps would drift, and zero would become 1e-17. `+ 0` makes −0 zero. */
const multiples = (step: number, first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0);

const stepOf = (low: number, high: number, count: number) => roundStep((high - low) / Math.max(1, count));

/** The round step that is nearest, by ratio. */
const roundStep = (rough: number) => stepFrom(rough, [Math.SQRT2, Math.sqrt(10), Math.sqrt(50)]);

/** The smallest round step that is no smaller. */
const roundStepAbove = (rough: number) => stepFrom(rough, [1 + 1e-9, 2 + 1e-9, 5 + 1e-9]);

function stepFrom(rough: number, [toTwo, toFive, toTen]: [number, number, number]): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = rough / power;
  return (times < toTwo ? 1 : times < toFive ? 2 : times < toTen ? 5 : 10) * power;
}
