import { CartesianGrid, Line, LineChart, ReferenceDot, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { Swatch } from '../parts/Swatch';
import { domainColour, domainDash } from '../theme/colours';
import type { Chart, ChartPoint } from './series';
import styles from './watch.module.css';

/** The charts proper: loaded when they are first shown, since Recharts is larger than the rest of the page. */

const AXIS = { fontSize: 11, fill: 'var(--ink-soft)' };
const INK = 'var(--ink)';

interface Look {
  height: number;
  unit: string;
  modelName: string;
  colour: string;
  dash: string;
  range: [number, number];
  last: number;
  syncId?: string;
}

export function SmallMultiples({
  charts,
  range,
  unit,
  modelName,
  epochs,
}: {
  charts: Chart[];
  range: [number, number];
  unit: string;
  modelName: string;
  epochs: number;
}) {
  return (
    <div className={styles.multiples}>
      {charts.map((chart) => (
        <figure key={chart.title} className={styles.chart}>
          <figcaption>
            <Swatch domain={chart.domain} />
            {chart.title}
          </figcaption>
          <Curve
            points={chart.points}
            look={{
              height: 150,
              unit,
              modelName,
              colour: chart.domain === undefined ? INK : domainColour(chart.domain),
              dash: chart.domain === undefined ? '' : domainDash(chart.domain),
              range,
              last: epochs,
              syncId: 'epochs',
            }}
            {...(chart.bestPossible !== undefined && { bestPossible: chart.bestPossible })}
            {...(chart.bestEpoch !== undefined && { bestEpoch: chart.bestEpoch })}
          />
        </figure>
      ))}
    </div>
  );
}

export function LossCurve({ points, modelName, epochs }: { points: ChartPoint[]; modelName: string; epochs: number }) {
  const values = points.flatMap(({ model, baseline }) => [model, baseline]).filter((value): value is number => typeof value === 'number');
  const range: [number, number] = values.length > 0 ? [Math.max(0, Math.min(...values) - 0.02), Math.max(...values) + 0.02] : [0, 1];
  return <Curve points={points} look={{ height: 150, unit: 'loss, nats', modelName, colour: INK, dash: '', range, last: epochs }} />;
}

function Curve({ points, look, bestPossible, bestEpoch }: { points: ChartPoint[]; look: Look; bestPossible?: number; bestEpoch?: number }) {
  const { height, unit, modelName, colour, dash, range, last, syncId } = look;
  const best = points.find(({ epoch }) => epoch === bestEpoch)?.model;
  return (
    <ResponsiveContainer width="100%" height={height}>
      <LineChart data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} accessibilityLayer={false} {...(syncId && { syncId })}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="epoch"
          type="number"
          domain={[syncId ? 1 : 0, Math.max(last, 2)]}
          allowDecimals={false}
          tick={AXIS}
          stroke="var(--line-strong)"
          tickLine={false}
        />
        <YAxis domain={range} width={44} tick={AXIS} tickFormatter={(value: number) => value.toFixed(2)} axisLine={false} tickLine={false} />
        <Tooltip
          isAnimationActive={false}
          content={({ active, payload, label }) =>
            active && payload?.[0] ? (
              <Reading
                point={payload[0].payload as ChartPoint}
                epoch={Number(label)}
                unit={unit}
                modelName={modelName}
                {...(bestPossible !== undefined && { bestPossible })}
              />
            ) : null
          }
        />
        {bestPossible !== undefined && <ReferenceLine y={bestPossible} stroke={colour} strokeDasharray="1 4" strokeWidth={2} />}
        <Line
          dataKey="baseline"
          name="backbone alone"
          stroke="var(--baseline)"
          strokeDasharray="6 4"
          strokeWidth={1.5}
          dot={points.length < 3 && { r: 2 }}
          isAnimationActive={false}
          connectNulls
        />
        <Line
          dataKey="model"
          name={modelName}
          stroke={colour}
          strokeDasharray={dash}
          strokeWidth={2}
          dot={points.length < 3 && { r: 2 }}
          isAnimationActive={false}
          connectNulls
        />
        {typeof best === 'number' && bestEpoch !== undefined && (
          <ReferenceDot x={bestEpoch} y={best} r={4} fill="var(--panel)" stroke={colour} strokeWidth={2} />
        )}
      </LineChart>
    </ResponsiveContainer>
  );
}

function Reading({
  point,
  epoch,
  unit,
  modelName,
  bestPossible,
}: {
  point: ChartPoint;
  epoch: number;
  unit: string;
  modelName: string;
  bestPossible?: number;
}) {
  const { model, baseline } = point;
  const difference = typeof model === 'number' && typeof baseline === 'number' ? model - baseline : undefined;
  return (
    <div className={styles.reading}>
      <b>
        Epoch {Number.isInteger(epoch) ? epoch : epoch.toFixed(1)}, {unit}
      </b>
      {typeof model === 'number' && (
        <div>
          {modelName} {model.toFixed(4)}
        </div>
      )}
      {typeof baseline === 'number' && <div>backbone alone {baseline.toFixed(4)}</div>}
      {difference !== undefined && <div>difference {signed(difference)}</div>}
      {bestPossible !== undefined && <div>best possible {bestPossible.toFixed(4)}</div>}
    </div>
  );
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
