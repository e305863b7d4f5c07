import { type PointerEvent, type Ref, useState } from 'react';
import { scoreText } from '../../lib/score-text';
import { type Brush, brushed, type SweepPoints } from '../../runs/experiment/sweep-points';
import picture from '../figure/picture.module.css';
import { shorten, TEXT_SIZE } from '../figure/text';
import { useWidth } from '../figure/use-width';
import { ticksOf } from './SettingPlots';
import styles from './sweep.module.css';

const [LEFT, RIGHT, TOP, BOTTOM, HEIGHT, HIT] = [16, 56, 44, 16, 300, 36];
/** A press that moves less than this share of an axis takes its brush away. */
const CLICK = 0.02;

interface Axis {
  key: Brush['axis'];
  title: string;
  ticks: { share: number; text: string }[];
}

export function axesOf({ axes, low, high }: SweepPoints): Axis[] {
  return [
    ...axes.map((axis) => ({ key: axis.path, title: axis.title, ticks: ticksOf(axis) })),
    {
      key: 'score' as const,
      title: 'Validation AUC',
      ticks: [
        { share: 0, text: scoreText(low) },
        { share: 1, text: scoreText(high) },
      ],
    },
  ];
}

/** Parallel coordinates (Inselberg 1985): a line for each configuration. Whoever draws along an axis chooses what goes through there. */
export function ParallelLines({
  points: all,
  brushes,
  onBrush,
  svgRef,
}: {
  points: SweepPoints;
  brushes: readonly Brush[];
  /** @param brush undefined takes the axis' brush away */
  onBrush: (axis: Brush['axis'], brush: Brush | undefined) => void;
  svgRef: Ref<SVGSVGElement>;
}) {
  const [frame, width] = useWidth();
  const [from, setFrom] = useState<number>();
  const { points, low, high } = all;
  const axes = axesOf(all);
  const chosen = new Set(brushed(all, brushes).map(({ contestant }) => contestant));
  const gap = (width - LEFT - RIGHT) / Math.max(1, axes.length - 1);
  const xAt = (at: number) => LEFT + at * gap;
  const yAt = (share: number) => HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  const shareAt = ({ currentTarget, clientY }: PointerEvent<SVGRectElement>) => {
    const box = currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, 1 - (clientY - box.top) / box.height));
  };
  const draw = (axis: Brush['axis'], to: number) => {
    if (from === undefined) return;
    onBrush(axis, Math.abs(to - from) < CLICK ? undefined : { axis, from: Math.min(from, to), to: Math.max(from, to) });
  };
  const lines = points
    .map((point) => ({ ...point, shares: [...point.at.map(({ share }) => share), high > low ? (point.score - low) / (high - low) : 0.5] }))
    // What is chosen lies on top, and the best over all.
    .sort((a, b) => Number(chosen.has(a.contestant)) - Number(chosen.has(b.contestant)) || Number(a.best) - Number(b.best));
  return (
    <div ref={frame}>
      {width > 0 && (
        <svg ref={svgRef} width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} className={picture.svg} aria-hidden="true">
          {lines.map(({ contestant, shares, best }) => (
            <path
              key={contestant}
              d={shares.map((share, at) => `${at === 0 ? 'M' : 'L'}${xAt(at)} ${yAt(share)}`).join('')}
              fill="none"
              stroke={!chosen.has(contestant) ? 'var(--line)' : best ? 'var(--accent)' : 'var(--ink-soft)'}
              strokeWidth={best && chosen.has(contestant) ? 2.5 : 1.25}
              strokeOpacity={chosen.has(contestant) && !best ? 0.7 : 1}
            />
          ))}
          {axes.map(({ key, title, ticks }, at) => {
            const brush = brushes.find(({ axis }) => axis === key);
            return (
              <g key={key}>
                <g className={picture.axis}>
                  <line x1={xAt(at)} x2={xAt(at)} y1={yAt(0)} y2={yAt(1)} style={{ stroke: 'var(--line-strong)' }} />
                  <text
                    x={at === 0 ? 0 : at === axes.length - 1 ? width : xAt(at)}
                    y={at % 2 === 1 && gap < 120 ? 28 : 12}
                    textAnchor={at === 0 ? 'start' : at === axes.length - 1 ? 'end' : 'middle'}
                  >
                    {shorten(title, gap < 120 ? 2 * gap - 8 : gap - 8, TEXT_SIZE)}
                  </text>
                </g>
                {brush && (
                  <rect
                    x={xAt(at) - 6}
                    y={yAt(brush.to)}
                    width={12}
                    height={Math.max(2, yAt(brush.from) - yAt(brush.to))}
                    fill="var(--accent)"
                    fillOpacity={0.25}
                    stroke="var(--accent)"
                  />
                )}
                {ticks.map(({ share, text }) => (
                  <g key={`${share} ${text}`}>
                    <text x={xAt(at) + 6} y={yAt(share)} dominantBaseline="central" className={picture.halo} stroke="var(--panel)">
                      {shorten(text, Math.max(24, gap - 12), TEXT_SIZE)}
                    </text>
                    <text x={xAt(at) + 6} y={yAt(share)} dominantBaseline="central">
                      {shorten(text, Math.max(24, gap - 12), TEXT_SIZE)}
                    </text>
                  </g>
                ))}
                <rect
                  className={styles.axis}
                  data-screen-only
                  x={xAt(at) - HIT / 2}
                  y={yAt(1)}
                  width={HIT}
                  height={yAt(0) - yAt(1)}
                  fill="transparent"
                  onPointerDown={(event) => {
                    event.currentTarget.setPointerCapture(event.pointerId);
                    setFrom(shareAt(event));
                  }}
                  onPointerMove={(event) => draw(key, shareAt(event))}
                  onPointerUp={(event) => {
                    draw(key, shareAt(event));
                    setFrom(undefined);
                  }}
                  onPointerCancel={() => setFrom(undefined)}
                />
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
