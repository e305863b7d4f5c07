import { usePlotArea } from 'recharts';
import { TEXT_SIZE } from '../text';
import './axes.css';

/** What the axes of line charts have in common. */

export const AXIS = { fontSize: TEXT_SIZE, fill: 'var(--ink-soft)' };
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
