import { usePlotArea } from 'recharts';
import { TEXT_SIZE, widthOf } from '../figure/text';
import type { CurveAxes } from './curve-axes';
import { type Box, placeKey } from './key-place';
import type { Chart } from './series';

const [ROW, SAMPLE] = [14, 20];

interface KeyLine {
  name: string;
  colour: string;
  dash: string;
}

/** What is drawn in a small chart, and on which axes. */
type Drawn = Pick<Chart, 'points'> & Pick<CurveAxes, 'range' | 'ends'> & { bestPossible: number | undefined };

/** What the lines of a small chart are, where it leaves room for it. */
export function CurveKey({ lines, ...drawn }: { lines: readonly KeyLine[] } & Drawn) {
  const area = usePlotArea();
  if (!area) return null;
  const size = { width: SAMPLE + Math.max(...lines.map(({ name }) => widthOf(name, TEXT_SIZE))) + 4, height: ROW * lines.length };
  const { x, y } = placeKey(linesOf(drawn, area), area, size);
  return (
    <g fontSize={TEXT_SIZE} fill="var(--ink-soft)" data-key>
      {/* Where no place is free, what passes under it does not strike its words through. */}
      <rect x={x} y={y} width={size.width} height={size.height} fill="var(--panel)" fillOpacity={0.85} />
      {lines.map(({ name, colour, dash }, i) => (
        <g key={name}>
          <path d={`M${x} ${y + ROW * (i + 0.5)}h${SAMPLE - 6}`} stroke={colour} strokeWidth={2} strokeDasharray={dash} />
          <text x={x + SAMPLE} y={y + ROW * (i + 0.5)} dominantBaseline="central">
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}

/** The lines of the chart as they lie on the page. What lies outside of the range is cut off at its end. */
function linesOf({ points, bestPossible, range: [low, high], ends: [first, last] }: Drawn, area: Box) {
  const point = (epoch: number, value: number) => ({
    x: area.x + (area.width * (epoch - first)) / (last - first),
    y: area.y + (area.height * (high - Math.min(high, Math.max(low, value)))) / (high - low),
  });
  const line = (which: 'model' | 'baseline') =>
    points.flatMap(({ epoch, [which]: value }) => (typeof value === 'number' && epoch >= first ? [point(epoch, value)] : []));
  const best = bestPossible === undefined ? [] : [point(first, bestPossible), point(last, bestPossible)];
  return [line('model'), line('baseline'), best].filter((each) => each.length > 0);
}
