import { usePlotArea } from 'recharts';
import { shortenApart, TEXT_SIZE, widthOf } from '../text';
import { spread } from './end-labels';
import type { LineSeries } from './series';

/** How far labels stand apart, at least. */
export const LABEL_GAP = 14;
const LEADER = 18;
/** The longest label, as a share of the width. */
const MOST_ROOM = 0.35;

/** How wide the labels and their leaders stand. */
export function labelRoom(series: readonly LineSeries[], width: number): number {
  if (series.length === 0) return 12;
  const longest = Math.max(...series.map(({ name }) => widthOf(name, TEXT_SIZE)));
  return Math.min(LEADER + Math.ceil(longest) + 4, Math.floor(width * MOST_ROOM));
}

/** The names of the lines at their last points, moved apart where they would overlap, and joined to them. */
export function EndLabels({
  series,
  room,
  x,
  ends: [first, last],
  range: [low, high],
}: {
  series: readonly LineSeries[];
  /** As `labelRoom` says. */
  room: number;
  x: readonly number[];
  ends: [number, number];
  range: [number, number];
}) {
  const area = usePlotArea();
  if (!area) return null;
  const lastPoints = series.flatMap((each) => {
    const i = each.values.findLastIndex((value) => value !== null);
    const value = each.values[i];
    if (value === undefined || value === null) return [];
    const y = area.y + (1 - (value - low) / (high - low)) * area.height;
    const across = last > first ? ((x[i] as number) - first) / (last - first) : 0.5;
    return [{ ...each, x: area.x + across * area.width, y: Math.max(area.y, Math.min(area.y + area.height, y)) }];
  });
  const heights = spread(
    lastPoints.map(({ y }) => y),
    LABEL_GAP,
    area.y,
    area.y + area.height,
  );
  const names = shortenApart(
    lastPoints.map(({ name }) => name),
    room - LEADER,
    TEXT_SIZE,
  );
  const edge = area.x + area.width;
  return (
    <g fontSize={TEXT_SIZE} fill="var(--ink)">
      {lastPoints.map((end, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may share a name.
        <g key={i}>
          {/* Dotted, so that it is not taken for more of a line that ended early. */}
          {end.x < edge - 1 && <path d={`M${end.x + 4} ${end.y}H${edge}`} stroke={end.colour} strokeWidth={1} strokeDasharray="1 4" />}
          <path d={`M${edge + 3} ${end.y}L${edge + LEADER - 4} ${heights[i]}`} stroke={end.colour} strokeWidth={1} />
          <text x={edge + LEADER} y={heights[i]} dominantBaseline="central">
            {names[i]}
          </text>
        </g>
      ))}
    </g>
  );
}
