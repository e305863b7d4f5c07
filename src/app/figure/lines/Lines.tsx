import type { Ref } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { fixed } from '../../../lib/numbers';
import picture from '../picture.module.css';
import { countTicks, decimalsOf, niceRange, rangeOf, ticksWithin } from '../ticks';
import { useWidth } from '../use-width';
import { AXIS, AxisNames } from './axes';
import { EndLabels, LABEL_GAP, labelRoom } from './EndLabels';
import styles from './lines.module.css';
import { Key, Reading } from './reading';
import { type LineSeries, valueText, xText } from './series';
import { useCursor } from './use-cursor';
import { yWidthOf } from './y-width';

/** Imports Recharts, which is larger than the rest of the page: load this file when it is first shown. */

/** With more lines there is a key below instead of labels at their ends. */
const MOST_LABELS = 12;
/** What stands above and below the lines. */
const AROUND = 72;

/** Lines over epochs, or anything that is counted. A pointer or the arrow keys read the values at one x. */
export function Lines({
  name,
  series,
  x,
  xName,
  yName,
  range,
  ends,
  held = false,
  marker,
  height: wished = 220,
  frameRef,
}: {
  name: string;
  series: readonly LineSeries[];
  x: readonly number[];
  xName: string;
  yName: string;
  range?: [number, number];
  /** Where the horizontal axis begins and ends; where the lines do, if left out. */
  ends?: [number, number];
  /** Whether a line without a value at an x is read at its last value before it. */
  held?: boolean;
  /** The x at which a vertical line stands, such as the chosen epoch. */
  marker?: number | undefined;
  height?: number;
  /** The box around the chart; its picture is `svg.recharts-surface`. */
  frameRef?: Ref<HTMLDivElement>;
}) {
  const [frame, width] = useWidth();
  const { at: index, onKeyDown } = useCursor(x.length);
  const named = series.filter(({ thin }) => !thin);
  const labelled = named.length <= MOST_LABELS ? named : [];
  const right = labelRoom(labelled, width);
  const height = Math.max(wished, AROUND + LABEL_GAP * labelled.length);
  const steps = height / 50;
  const values = series.flatMap((each) => each.values);
  // A widened range comes with its ticks: found anew, they could be others, and not end where it does.
  const axis = range ? { range, ticks: ticksWithin(...range, steps) } : niceRange(rangeOf(values, 0), steps);
  const [low, high] = axis.range;
  const { ticks } = axis;
  const decimals = decimalsOf(ticks);
  const yWidth = yWidthOf(ticks.map((tick) => fixed(tick, decimals)));
  const [first, last] = x.length > 0 ? [Math.min(...x), Math.max(...x)] : [0, 1];
  const domain: [number, number] = ends ?? [first, last];
  const data = x.map((value, i) => Object.fromEntries([['x', value], ...series.map(({ values }, s) => [`y${s}`, values[i] ?? null])]));
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
            <XAxis
              dataKey="x"
              type="number"
              domain={domain}
              ticks={countTicks(domain, width - yWidth - right)}
              interval={0}
              tick={AXIS}
              stroke="var(--line-strong)"
              tickLine={false}
            />
            <YAxis
              domain={[low, high]}
              ticks={ticks}
              width={yWidth}
              tick={AXIS}
              tickFormatter={(value: number) => fixed(value, decimals)}
              axisLine={false}
              tickLine={false}
              allowDataOverflow
            />
            <Tooltip
              isAnimationActive={false}
              content={({ active, label }) =>
                active ? <Reading named={named} xName={xName} yName={yName} at={x.indexOf(Number(label))} x={Number(label)} held={held} /> : null
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
            <EndLabels series={labelled} room={right} x={x} ends={domain} range={[low, high]} />
          </LineChart>
        )}
      </div>
      {named.length > MOST_LABELS && <Key series={named} />}
      <div className={picture.read} aria-live="polite" data-print="hide">
        {index === undefined
          ? `${xName} ${xText(domain[0])}${domain[1] > domain[0] ? ` to ${xText(domain[1])}` : ''}: point at the lines or press the arrow keys to read values`
          : `${xName} ${xText(x[index] as number)}: ${named.map(({ name: each, values }) => `${each} ${valueText(values, index, held)}`).join(', ')}`}
      </div>
    </div>
  );
}
