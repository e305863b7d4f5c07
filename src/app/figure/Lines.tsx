import { type KeyboardEvent, type Ref, useState } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, usePlotArea, XAxis, YAxis } from 'recharts';
import { spread } from './end-labels';
import styles from './figure.module.css';
import { fixed, short } from './numbers';
import { shorten, widthOf } from './text';
import { decimalsOf, rangeOf, ticksWithin } from './ticks';
import { useWidth } from './use-width';

/** Imports Recharts, which is larger than the rest of the page: load this file when it is first shown. */

export interface LineSeries {
  name: string;
  colour: string;
  /** An SVG dash pattern; empty for a full line. */
  dash: string;
  /** One for each x; null where there is none. */
  values: readonly (number | null)[];
  /** For lines in the background, such as single seeds: thinner, without a label or a place in the reading. */
  thin?: boolean;
}

const AXIS = { fontSize: 11, fill: 'var(--ink-soft)' };
const LABEL_SIZE = 11;
const LABEL_GAP = 14;
/** With more lines there is a key below instead of labels at their ends. */
const MOST_LABELS = 6;
/** The longest label, as a share of the width. */
const MOST_ROOM = 0.35;
const Y_WIDTH = 48;
const LEADER = 18;

/** Lines over epochs, or anything that is counted. A pointer or the arrow keys read the values at one x. */
export function Lines({
  name,
  series,
  x,
  xName,
  yName,
  range,
  marker,
  height = 220,
  frameRef,
}: {
  name: string;
  series: readonly LineSeries[];
  x: readonly number[];
  xName: string;
  yName: string;
  range?: [number, number];
  /** The x at which a vertical line stands, such as the chosen epoch. */
  marker?: number | undefined;
  height?: number;
  /** The box around the chart; its picture is `svg.recharts-surface`. */
  frameRef?: Ref<HTMLDivElement>;
}) {
  const [frame, width] = useWidth();
  const [at, setAt] = useState<number>();
  const named = series.filter(({ thin }) => !thin);
  const labelled = named.length <= MOST_LABELS ? named : [];
  const room = Math.max(0, ...labelled.map((each) => widthOf(each.name, LABEL_SIZE)));
  const right = labelled.length > 0 ? Math.min(LEADER + Math.ceil(room) + 4, Math.floor(width * MOST_ROOM)) : 12;
  const [low, high] = range ?? rangeOf(series.flatMap(({ values }) => values));
  const ticks = ticksWithin(low, high, height / 50);
  const decimals = decimalsOf(ticks);
  const ends: [number, number] = x.length > 0 ? [Math.min(...x), Math.max(...x)] : [0, 1];
  const [first, last] = ends;
  // What is counted has no halves; the first is worth a tick though it is rarely round.
  const counts = ticksWithin(first, last, Math.max(1, (width - Y_WIDTH - right) / 56)).filter((tick) => Number.isInteger(tick));
  const xTicks = counts[0] === first ? counts : [first, ...counts.filter((tick) => tick - first > 0.6 * ((counts[1] ?? tick) - (counts[0] ?? 0)))];
  const data = x.map((value, i) => Object.fromEntries([['x', value], ...series.map(({ values }, s) => [`y${s}`, values[i] ?? null])]));
  const index = at !== undefined && at < x.length ? at : undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowLeft: (at ?? 1) - 1, ArrowRight: (at ?? -1) + 1, Home: 0, End: x.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(x.length - 1, next)));
  };
  return (
    <div className={styles.lines} ref={frame}>
      <div
        ref={frameRef}
        className={styles.plot}
        style={{ height }}
        role="img"
        aria-label={`${name}: ${yName} by ${xName}, ${named.map((each) => each.name).join(', ')}. Left and right arrow keys read values.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its values.
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {width > 0 && (
          <LineChart width={width} height={height} data={data} margin={{ top: 24, right, bottom: 18, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="x" type="number" domain={ends} ticks={xTicks} interval={0} tick={AXIS} stroke="var(--line-strong)" tickLine={false} />
            <YAxis
              domain={[low, high]}
              ticks={ticks}
              width={Y_WIDTH}
              tick={AXIS}
              tickFormatter={(value: number) => fixed(value, decimals)}
              axisLine={false}
              tickLine={false}
              allowDataOverflow
            />
            <Tooltip
              isAnimationActive={false}
              content={({ active, label }) =>
                active ? <Reading named={named} xName={xName} yName={yName} at={x.indexOf(Number(label))} x={Number(label)} /> : null
              }
            />
            {marker !== undefined && <ReferenceLine x={marker} stroke="var(--ink)" strokeWidth={1} />}
            {index !== undefined && <ReferenceLine x={x[index] as number} stroke="var(--accent)" strokeDasharray="2 2" data-screen-only />}
            {series.map(({ name: each, colour, dash, values, thin }, s) => (
              <Line
                // biome-ignore lint/suspicious/noArrayIndexKey: lines may share a name, and hold no state.
                key={s}
                dataKey={`y${s}`}
                name={each}
                stroke={colour}
                strokeDasharray={dash}
                strokeWidth={thin ? 1 : 2}
                strokeOpacity={thin ? 0.45 : 1}
                dot={values.filter((value) => value !== null).length === 1 && { r: 3, fill: colour, strokeWidth: 0 }}
                activeDot={!thin && { r: 3 }}
                isAnimationActive={false}
                connectNulls
              />
            ))}
            <AxisNames xName={xName} yName={yName} />
            <EndLabels series={labelled} room={right - LEADER} x={x} ends={ends} range={[low, high]} />
          </LineChart>
        )}
      </div>
      {named.length > MOST_LABELS && <Key series={named} />}
      <div className={styles.read} aria-live="polite">
        {index === undefined
          ? `${xName} ${first} to ${last}: point at the lines, or press the arrow keys, to read values`
          : `${xName} ${x[index]}: ${named.map(({ name: each, values }) => `${each} ${textOf(values[index])}`).join(', ')}`}
      </div>
    </div>
  );
}

/** In the picture, so that a saved one has them. */
function AxisNames({ xName, yName }: { xName: string; yName: string }) {
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

/** The names of the lines at their last points, moved apart where they would overlap, and joined to them. */
function EndLabels({
  series,
  room,
  x,
  ends: [first, last],
  range: [low, high],
}: {
  series: readonly LineSeries[];
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
  const edge = area.x + area.width;
  return (
    <g fontSize={LABEL_SIZE} fill="var(--ink)">
      {lastPoints.map((end, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may share a name.
        <g key={i}>
          {/* Dotted, so that it is not taken for more of a line that ended early. */}
          {end.x < edge - 1 && <path d={`M${end.x + 4} ${end.y}H${edge}`} stroke={end.colour} strokeWidth={1} strokeDasharray="1 4" />}
          <path d={`M${edge + 3} ${end.y}L${edge + LEADER - 4} ${heights[i]}`} stroke={end.colour} strokeWidth={1} />
          <text x={edge + LEADER} y={heights[i]} dominantBaseline="central">
            {shorten(end.name, room, LABEL_SIZE)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Reading({ named, xName, yName, at, x }: { named: readonly LineSeries[]; xName: string; yName: string; at: number; x: number }) {
  return (
    <div className={styles.reading}>
      <b>
        {xName} {x}, {yName}
      </b>
      {named.map(({ name, values }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may share a name.
        <div key={i}>
          {name} {textOf(values[at])}
        </div>
      ))}
    </div>
  );
}

function Key({ series }: { series: readonly LineSeries[] }) {
  return (
    <ul className={styles.key}>
      {series.map(({ name, colour, dash }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may share a name.
        <li key={i}>
          <svg width="24" height="8" aria-hidden="true">
            <line x1="0" x2="24" y1="4" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

const textOf = (value: number | null | undefined) => (value === null || value === undefined ? 'n/a' : short(value));
