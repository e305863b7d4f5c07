import { CartesianGrid, Line, LineChart, ReferenceDot, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { fixed } from '../../lib/numbers';
import { BASELINE } from '../../runs/words/names';
import { AXIS } from '../figure/lines/axes';
import { countTicks, decimalsOf } from '../figure/ticks';
import { useWidth } from '../figure/use-width';
import { domainColour, domainDash } from '../theme/colours';
import { CurveKey } from './CurveKey';
import { CurveReading } from './CurveReading';
import type { CurveAxes } from './curve-axes';
import type { Chart, ChartPoint } from './series';

/** Imports Recharts, which is larger than the rest of the page: load this file when it is first shown. */

const Y_WIDTH = 44;
const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 };

/** What a small chart of a run is drawn from. */
export interface CurveProps {
  chart: Chart;
  height: number;
  unit: string;
  modelName: string;
  /** Of all the charts, so that heights compare. */
  axes: CurveAxes;
  /** The epoch that is read by keyboard. */
  cursor: number | undefined;
  /** Called with the epoch under the pointer; undefined: it has gone. */
  onPoint: (epoch: number | undefined) => void;
  /** Whether its values stand beside the pointer: in the chart that it is over. The others only draw a line there. */
  told: boolean;
  /** Whether it says what its lines are: in one of the charts that is enough. */
  named: boolean;
}

/** One of the small charts of a run: the model over its backbone, the best possible, and a ring around the epoch that counts, or is the best so far. */
export function Curve({
  chart: { points, domain, bestPossible, ringed, places },
  height,
  unit,
  modelName,
  axes: { range, ticks, ends },
  cursor,
  onPoint,
  told,
  named,
}: CurveProps) {
  const [frame, width] = useWidth();
  const colour = domain === undefined ? 'var(--ink)' : domainColour(domain);
  const decimals = decimalsOf(ticks);
  const ring = points.find(({ epoch }) => epoch === ringed?.epoch);
  const dot = points.length < 3 && { r: 2 };
  return (
    <div ref={frame} style={{ height }}>
      {width > 0 && (
        <LineChart
          width={width}
          height={height}
          data={points}
          margin={MARGIN}
          accessibilityLayer={false}
          syncId="epochs"
          onMouseMove={({ activeLabel }) => onPoint(activeLabel === undefined ? undefined : Number(activeLabel))}
          onMouseLeave={() => onPoint(undefined)}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="epoch"
            type="number"
            domain={ends}
            ticks={countTicks(ends, width - Y_WIDTH - MARGIN.right)}
            interval={0}
            tick={AXIS}
            stroke="var(--line-strong)"
            tickLine={false}
          />
          <YAxis
            domain={range}
            // What lies below it is cut off; see `axesOf`.
            allowDataOverflow
            ticks={ticks}
            interval={0}
            width={Y_WIDTH}
            tick={AXIS}
            tickFormatter={(value: number) => fixed(value, decimals)}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            isAnimationActive={false}
            // Below the curves, which it would hide.
            position={{ y: height - 12 }}
            allowEscapeViewBox={{ x: false, y: true }}
            wrapperStyle={{ zIndex: 1 }}
            content={({ active, payload }) =>
              told && active && payload?.[0] ? (
                <CurveReading point={payload[0].payload as ChartPoint} unit={unit} modelName={modelName} bestPossible={bestPossible} places={places} />
              ) : null
            }
          />
          {bestPossible !== undefined && <ReferenceLine y={bestPossible} stroke={colour} strokeDasharray="1 4" strokeWidth={2} />}
          {cursor !== undefined && <ReferenceLine x={cursor} stroke="var(--accent)" strokeDasharray="2 2" data-screen-only />}
          <Line
            dataKey="baseline"
            name={BASELINE}
            stroke="var(--baseline)"
            strokeDasharray="6 4"
            strokeWidth={1.5}
            dot={dot}
            isAnimationActive={false}
            connectNulls
          />
          <Line
            dataKey="model"
            name={modelName}
            stroke={colour}
            strokeDasharray={domain === undefined ? '' : domainDash(domain)}
            strokeWidth={2}
            dot={dot}
            isAnimationActive={false}
            connectNulls
          />
          {typeof ring?.model === 'number' && <ReferenceDot x={ring.epoch} y={ring.model} r={4} fill="var(--panel)" stroke={colour} strokeWidth={2} />}
          {named && <CurveKey lines={keyOf(points, modelName, bestPossible)} points={points} bestPossible={bestPossible} range={range} ends={ends} />}
        </LineChart>
      )}
    </div>
  );
}

function keyOf(points: readonly ChartPoint[], modelName: string, bestPossible: number | undefined) {
  return [
    { name: modelName, colour: 'var(--ink)', dash: '' },
    ...(points.some(({ baseline }) => baseline !== undefined) ? [{ name: BASELINE, colour: 'var(--baseline)', dash: '6 4' }] : []),
    ...(bestPossible === undefined ? [] : [{ name: 'best possible', colour: 'var(--ink)', dash: '1 4' }]),
  ];
}
