import { usePlotArea } from 'recharts';
import { ticksWithin } from '../ticks';

/** What the axes of line charts have in common. */

export const AXIS = { fontSize: 11, fill: 'var(--ink-soft)' };
/** Room for the numbers of a vertical axis. */
export const Y_WIDTH = 48;
/** How far the ticks of a horizontal axis stand apart, at least. */
const X_TICK = 56;

/** Ticks of what is counted, which has no halves; the first is worth a tick though it is rarely round. */
export function countTicks([first, last]: [number, number], width: number): number[] {
  const counts = ticksWithin(first, last, Math.max(1, width / X_TICK)).filter((tick) => Number.isInteger(tick));
  const [a = 0, b = a] = counts;
  return counts[0] === first ? counts : [first, ...counts.filter((tick) => tick - first > 0.6 * (b - a))];
}

/** In the picture, so that a saved one has them. */
export function AxisNames({ xName, yName }: { xName: string; yName: string }) {
  const area = usePlotArea();
  if (!area) return null;
  return (
    <>
      <text x={8} y={12} {...AXIS}>
        ↑ {yName}
      </text>
      <text x={area.x + area.width} y={area.y + area.height + 36} textAnchor="end" {...AXIS}>
        {xName} →
      </text>
    </>
  );
}
