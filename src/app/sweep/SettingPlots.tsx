import type { Ref } from 'react';
import { mean } from '../../lib/mean';
import { scoreText } from '../../lib/score-text';
import type { SweepAxis, SweepPoints } from '../../runs/experiment/sweep-points';
import picture from '../figure/picture.module.css';
import { shorten, TEXT_SIZE } from '../figure/text';
import { decimalsOf, niceRange, rangeOf } from '../figure/ticks';
import { useWidth } from '../figure/use-width';
import { Table } from '../parts/Table';

const [LEFT, TOP, BOTTOM, HEIGHT, GAP, LEAST, MOST] = [48, 28, 40, 220, 24, 240, 420];
/** Of values that stand beside each other, so that all have room. */
const MOST_MEANS = 12;

/** The score against each setting: a panel for each, side by side, on one scale. */
export function SettingPlots({ points: all, name, svgRef }: { points: SweepPoints; name: string; svgRef: Ref<SVGSVGElement> }) {
  const [frame, width] = useWidth();
  const { axes, points } = all;
  const columns = Math.max(1, Math.min(axes.length, Math.floor((width + GAP) / (LEAST + GAP))));
  const panel = Math.min(MOST, (width - (columns - 1) * GAP) / columns);
  const height = Math.ceil(axes.length / columns) * HEIGHT;
  const upwards = niceRange(
    rangeOf(
      points.map(({ score }) => score),
      0.05,
    ),
    4,
  );
  const [low, high] = upwards.range;
  const yAt = (score: number) => HEIGHT - BOTTOM - ((score - low) / (high - low)) * (HEIGHT - BOTTOM - TOP);
  const xAt = (share: number) => LEFT + 16 + share * (panel - LEFT - 32);
  const decimals = decimalsOf(upwards.ticks);
  const last = Math.max(...points.map(({ rung }) => rung));
  return (
    <div ref={frame}>
      {width > 0 && (
        <svg ref={svgRef} width={width} height={height} viewBox={`0 0 ${width} ${height}`} className={picture.svg} aria-hidden="true">
          {axes.map((axis, a) => (
            <g key={axis.path} transform={`translate(${(a % columns) * (panel + GAP)} ${Math.floor(a / columns) * HEIGHT})`}>
              <g className={picture.axis}>
                {upwards.ticks.map((tick) => (
                  <g key={tick}>
                    <line x1={LEFT} x2={panel} y1={yAt(tick)} y2={yAt(tick)} />
                    <text x={LEFT - 8} y={yAt(tick)} textAnchor="end" dominantBaseline="central">
                      {scoreText(tick, decimals)}
                    </text>
                  </g>
                ))}
                {ticksOf(axis).map(({ share, text }, i, ticks) => (
                  <text
                    key={`${share} ${text}`}
                    x={xAt(share)}
                    y={HEIGHT - BOTTOM + 16}
                    textAnchor={i === 0 && ticks.length === 2 ? 'start' : i === 1 && ticks.length === 2 ? 'end' : 'middle'}
                  >
                    {shorten(text, (panel - LEFT) / ticks.length - 4, TEXT_SIZE)}
                  </text>
                ))}
                <text x={panel} y={HEIGHT - 8} textAnchor="end">
                  {shorten(`${axis.title}${axis.scale === 'log' ? ' (logarithm)' : ''} →`, panel, TEXT_SIZE)}
                </text>
                {a % columns === 0 && (
                  <text x={0} y={12}>
                    ↑ validation AUC
                  </text>
                )}
              </g>
              {meansOf(axis, all, a).map(({ share, value }) => (
                <line key={share} x1={xAt(share) - 10} x2={xAt(share) + 10} y1={yAt(value)} y2={yAt(value)} stroke="var(--baseline)" strokeWidth={2} />
              ))}
              {points.toReversed().map(({ contestant, at, score, rung, best }) => (
                <circle
                  key={contestant}
                  cx={xAt(at[a]?.share ?? 0)}
                  cy={yAt(score)}
                  r={best ? 5 : 3.5}
                  fill={best ? 'var(--accent)' : rung === last ? 'var(--ink)' : 'none'}
                  stroke={best ? 'var(--panel)' : 'var(--ink)'}
                  strokeWidth={best ? 1.5 : 1}
                  fillOpacity={best ? 1 : 0.7}
                />
              ))}
            </g>
          ))}
        </svg>
      )}
      <Table
        shape="hidden"
        caption={name}
        columns={['configuration', ...axes.map(({ title }) => title), 'validation AUC']}
        rows={points.map(({ contestant, at, score }) => ({ key: contestant, cells: [contestant, ...at.map(({ text }) => text), scoreText(score)] }))}
      />
    </div>
  );
}

/** All words, or both ends of a range. */
export function ticksOf({ words, from, to }: SweepAxis): { share: number; text: string }[] {
  if (words) return words.map((text, i) => ({ share: words.length < 2 ? 0.5 : i / (words.length - 1), text }));
  return [
    { share: 0, text: String(from) },
    { share: 1, text: String(to) },
  ];
}

/** The mean of each value; none where rungs differ, whose scores cannot be compared. */
function meansOf({ words }: SweepAxis, { points }: SweepPoints, at: number): { share: number; value: number }[] {
  if (!words || words.length > MOST_MEANS || new Set(points.map(({ rung }) => rung)).size > 1) return [];
  return [...new Set(points.map((point) => point.at[at]?.share ?? 0))].flatMap((share) => {
    const value = mean(points.filter((point) => point.at[at]?.share === share).map(({ score }) => score));
    return value === null ? [] : [{ share, value }];
  });
}
