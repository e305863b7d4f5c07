import { niceRange } from '../figure/ticks';
import { type Chart, sharedRange } from './series';

/** The axes that all small charts of a run have. */
export interface CurveAxes {
  /** Of the vertical axis, which begins and ends at a tick, so that it moves seldom while a run goes on. */
  range: [number, number];
  ticks: number[];
  /** Where the axis of epochs begins and ends. */
  ends: [number, number];
}

/** About how many steps a vertical axis has. */
const STEPS = 4;

/** @param last the last epoch that there may be */
export function axesOf(charts: readonly Chart[], last: number): CurveAxes {
  // The first steps lie far below all that follows: once an epoch is done they are cut off, and the rest has the room.
  const whole = charts.map((chart) => ({ ...chart, points: chart.points.filter(({ epoch }) => epoch >= 1) }));
  const some = whole.some(({ points }) => points.length > 0);
  const { range, ticks } = niceRange(sharedRange(some ? whole : charts), STEPS);
  const begins = epochsOf(charts)[0] ?? 1;
  // A line may begin within the first epoch; before its end there is nothing else to see.
  return { range, ticks, ends: [begins < 1 ? 0 : 1, Math.max(last, 2)] };
}

/** The epochs, with a fraction, at which any of the charts has a point, in their order. */
export function epochsOf(charts: readonly Chart[]): number[] {
  return [...new Set(charts.flatMap(({ points }) => points.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
}
