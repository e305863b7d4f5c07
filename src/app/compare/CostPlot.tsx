import type { Ref } from 'react';
import { changeText, scoreText } from '../../lib/score-text';
import { spread } from '../figure/lines/end-labels';
import picture from '../figure/picture.module.css';
import { shorten, TEXT_SIZE, widthOf } from '../figure/text';
import { decimalsOf, niceRange, rangeOf } from '../figure/ticks';
import { useWidth } from '../figure/use-width';
import { Table } from '../parts/Table';
import { type CostPoint, costText } from './cost-points';

const [HEIGHT, TOP, BOTTOM, LEFT, LEADER, LABEL_GAP] = [260, 24, 44, 56, 18, 16];
/** The longest label, as a share of the width. */
const MOST_ROOM = 0.4;
const X_TICK = 72;

/** Points with intervals: what a contestant costs across, what it gains upwards, and its name at the right. */
export function CostPlot({
  points,
  xName,
  yName,
  name,
  svgRef,
}: {
  points: readonly CostPoint[];
  xName: string;
  yName: string;
  name: string;
  svgRef: Ref<SVGSVGElement>;
}) {
  const [frame, width] = useWidth();
  const room = Math.min(LEADER + 4 + Math.ceil(Math.max(0, ...points.map(({ contestant }) => widthOf(contestant, TEXT_SIZE)))), Math.floor(width * MOST_ROOM));
  const right = Math.max(LEFT + 1, width - room);
  const across = niceRange(
    rangeOf(
      points.map(({ cost }) => cost),
      0.1,
    ),
    Math.max(2, (right - LEFT) / X_TICK),
  );
  const upwards = niceRange(rangeOf([0, ...points.flatMap(({ gain, low, high }) => [gain, low, high])], 0.05), 5);
  const decimals = decimalsOf(upwards.ticks);
  const height = Math.max(HEIGHT, TOP + BOTTOM + LABEL_GAP * points.length);
  const scale =
    ([low, high]: [number, number], from: number, to: number) =>
    (value: number) =>
      from + ((value - low) / (high - low)) * (to - from);
  const xAt = scale(across.range, LEFT, right - 8);
  const yAt = scale(upwards.range, height - BOTTOM, TOP);
  const sorted = [...points].sort((a, b) => b.gain - a.gain);
  const heights = spread(
    sorted.map(({ gain }) => yAt(gain)),
    LABEL_GAP,
    TOP,
    height - BOTTOM,
  );
  return (
    <div ref={frame}>
      {width > 0 && (
        <svg ref={svgRef} width={width} height={height} viewBox={`0 0 ${width} ${height}`} className={picture.svg} aria-hidden="true">
          <g className={picture.axis}>
            {upwards.ticks.map((tick) => (
              <g key={tick}>
                <line x1={LEFT} x2={right} y1={yAt(tick)} y2={yAt(tick)} />
                <text x={LEFT - 8} y={yAt(tick)} textAnchor="end" dominantBaseline="central">
                  {tick === 0 ? '0' : changeText(tick, decimals)}
                </text>
              </g>
            ))}
            {across.ticks.map((tick) => (
              <text key={tick} x={xAt(tick)} y={height - BOTTOM + 16} textAnchor="middle">
                {shortTick(tick)}
              </text>
            ))}
            <text x={0} y={12}>
              ↑ {yName}
            </text>
            <text x={right} y={height - 8} textAnchor="end">
              {xName} →
            </text>
          </g>
          <line x1={LEFT} x2={right} y1={yAt(0)} y2={yAt(0)} stroke="var(--baseline)" strokeDasharray="6 4" />
          {sorted.map(({ contestant, cost, gain, low, high, isReference }, i) => {
            const [x, y, label] = [xAt(cost), yAt(gain), heights[i] as number];
            const colour = isReference ? 'var(--baseline)' : 'var(--ink)';
            return (
              <g key={contestant}>
                <path d={`M${x + 6} ${y}L${right + LEADER - 4} ${label}`} stroke="var(--line-strong)" strokeDasharray="1 4" fill="none" />
                {low !== null && high !== null && (
                  <path d={`M${x - 4} ${yAt(low)}h8M${x - 4} ${yAt(high)}h8M${x} ${yAt(low)}V${yAt(high)}`} stroke={colour} strokeWidth={1.5} fill="none" />
                )}
                <circle cx={x} cy={y} r={4} fill={colour} />
                <text x={right + LEADER} y={label} dominantBaseline="central">
                  {shorten(contestant, room - LEADER, TEXT_SIZE)}
                </text>
              </g>
            );
          })}
        </svg>
      )}
      <Table
        shape="hidden"
        caption={name}
        columns={['contestant', xName, yName, 'from', 'to']}
        rows={points.map(({ contestant, cost, gain, low, high, isReference }) => ({
          key: contestant,
          cells: [
            contestant,
            costText(cost),
            isReference ? 'reference' : changeText(gain),
            ...[low, high].map((each) => (each === null ? 'n/a' : scoreText(each))),
          ],
        }))}
      />
    </div>
  );
}

/** `12k`, `1.5M`: ticks have little room. */
function shortTick(value: number): string {
  const text = (number: number) => String(Number(number.toPrecision(4)));
  if (value >= 1e6) return `${text(value / 1e6)}M`;
  return value >= 1e4 ? `${text(value / 1e3)}k` : text(value);
}
