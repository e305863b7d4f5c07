import { usePlotArea } from 'recharts';
import { TEXT_SIZE, widthOf } from '../text';

/** What the axes of line charts have in common. */

export const AXIS = { fontSize: TEXT_SIZE, fill: 'var(--ink-soft)' };
/** Room for the numbers of a vertical axis, at least. */
const Y_WIDTH = 48;
/** Between such a number and the lines. */
const Y_GAP = 12;

/** Room for these numbers of a vertical axis, in pixels: charts of numbers of usual length have the same. */
export const yWidthOf = (numbers: readonly string[]): number => Math.max(Y_WIDTH, ...numbers.map((text) => Math.ceil(widthOf(text, TEXT_SIZE)) + Y_GAP));

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
