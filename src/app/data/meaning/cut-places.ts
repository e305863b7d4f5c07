import type { NumberSpread } from '../../../protocol/meaning';

/** How far an arrow key moves a cut: a step that a person would take. */
export function stepOf({ edges, whole }: Pick<NumberSpread, 'edges' | 'whole'>): number {
  const range = (edges.at(-1) as number) - (edges[0] as number);
  if (!(range > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(range / 100));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => range / each <= 100) ?? 10 * power;
  return whole ? Math.max(1, Math.round(step)) : step;
}

/** A number at a place between the first edge (0) and the last (1), on a step. */
export function numberAt(place: number, spread: Pick<NumberSpread, 'edges' | 'whole'>): number {
  const [low, high] = [spread.edges[0] as number, spread.edges.at(-1) as number];
  const step = stepOf(spread);
  return rounded(Math.round((low + Math.min(1, Math.max(0, place)) * (high - low)) / step) * step);
}

/** Where a number lies between the first edge and the last: 0 to 1. */
export function placeOf(value: number, { edges }: Pick<NumberSpread, 'edges'>): number {
  const [low, high] = [edges[0] as number, edges.at(-1) as number];
  return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
}

/** The cuts with one of them moved, no nearer to its neighbours than a step. */
export function moved(cuts: readonly number[], i: number, to: number, step: number): number[] {
  const below = i > 0 ? rounded((cuts[i - 1] as number) + step) : Number.NEGATIVE_INFINITY;
  const above = i + 1 < cuts.length ? rounded((cuts[i + 1] as number) - step) : Number.POSITIVE_INFINITY;
  if (below > above) return [...cuts];
  return cuts.with(i, Math.min(above, Math.max(below, rounded(to))));
}

/** The cuts with one more, in the middle of the widest range, by rows; undefined where none has room. */
export function withOneMore(cuts: readonly number[], { edges, rows, ...spread }: Pick<NumberSpread, 'edges' | 'rows' | 'whole'>): number[] | undefined {
  const middles = rows.map((_, i) => ((edges[i] as number) + (edges[i + 1] as number)) / 2);
  const rangeOf = (value: number) => cuts.filter((cut) => value >= cut).length;
  const held = new Float64Array(cuts.length + 1);
  for (const [i, count] of rows.entries()) held[rangeOf(middles[i] as number)] = (held[rangeOf(middles[i] as number)] as number) + count;
  // Of the ranges, the one with the most rows that a new cut can part.
  for (const range of [...held.keys()].sort((a, b) => (held[b] as number) - (held[a] as number))) {
    let upTo = 0;
    for (const [i, count] of rows.entries()) {
      if (rangeOf(middles[i] as number) !== range) continue;
      upTo += count;
      if (upTo < (held[range] as number) / 2) continue;
      const step = stepOf({ edges, ...spread });
      const cut = rounded(Math.round((middles[i] as number) / step) * step);
      if (cuts.every((each) => Math.abs(each - cut) >= step)) return [...cuts, cut].sort((a, b) => a - b);
      break;
    }
  }
  return undefined;
}

/** Without what a sum of steps leaves behind the last digit. */
const rounded = (value: number) => Number(value.toPrecision(12));
