import { memo } from 'react';
import { fixed } from '../../../lib/numbers';
import picture from '../picture.module.css';
import { TEXT_SIZE, widthOf } from '../text';
import { decimalsOf } from '../ticks';
import type { Point } from './lasso';
import { type Shape, shapePath } from './marks';
import styles from './scatter.module.css';
import type { ScatterLayout } from './scatter-layout';

/** What a scatter plot is drawn of. */

const RADIUS = 3.5;
/** Right of the axis’ name. */
const LEGEND_FROM = 40;

export interface Looks {
  /** A CSS colour. The same function as long as the colours are the same, or every redraw draws every point. */
  colourOf: (i: number) => string;
  /** So that colour is not alone in telling points apart. Kept the same like `colourOf`. */
  shapeOf: (i: number) => Shape;
  selected: ReadonlySet<number>;
}

/** Drawn again only when points, looks or selection change, not while a pointer or a cursor moves over it. */
export const Points = memo(function Points({ placed, colourOf, shapeOf, selected }: Looks & { placed: readonly Point[] }) {
  const one = (i: number, className: string | undefined) => {
    const { x, y } = placed[i] as Point;
    return <path key={i} d={shapePath(shapeOf(i), x, y, RADIUS)} fill={colourOf(i)} className={className} />;
  };
  const drawn = [...placed.keys()].filter((i) => Number.isFinite(placed[i]?.x) && Number.isFinite(placed[i]?.y));
  return (
    <g>
      <g className={selected.size > 0 ? styles.others : styles.points}>{drawn.filter((i) => !selected.has(i)).map((i) => one(i, undefined))}</g>
      <g className={styles.chosen}>{drawn.filter((i) => selected.has(i)).map((i) => one(i, undefined))}</g>
    </g>
  );
});

export const Axes = memo(function Axes({ layout, xName, yName }: { layout: ScatterLayout; xName: string; yName: string }) {
  const { left, right, top, bottom, xTicks, yTicks } = layout;
  const [xDecimals, yDecimals] = [decimalsOf(xTicks.map(({ value }) => value)), decimalsOf(yTicks.map(({ value }) => value))];
  return (
    <g className={picture.axis}>
      {xTicks.map(({ at, value }) => (
        <g key={value}>
          <line x1={at} x2={at} y1={top} y2={bottom} />
          <text x={at} y={bottom + 16} textAnchor="middle">
            {fixed(value, xDecimals)}
          </text>
        </g>
      ))}
      {yTicks.map(({ at, value }) => (
        <g key={value}>
          <line x1={left} x2={right} y1={at} y2={at} />
          <text x={left - 8} y={at} textAnchor="end" dominantBaseline="central">
            {fixed(value, yDecimals)}
          </text>
        </g>
      ))}
      <text x={right} y={bottom + 36} textAnchor="end">
        {xName} →
      </text>
      <text x={left - 36} y={12}>
        ↑ {yName}
      </text>
    </g>
  );
});

export interface LegendEntry {
  name: string;
  colour: string;
  shape: Shape;
}

/** In one line above the plot, as many as there is room for. */
export function Legend({ entries, layout: { left, right } }: { entries: readonly LegendEntry[]; layout: ScatterLayout }) {
  let x = left + LEGEND_FROM;
  return (
    <g data-saved-only className={styles.legend}>
      {entries.map(({ name, colour, shape }) => {
        const at = x;
        x += 16 + widthOf(name, TEXT_SIZE) + 16;
        if (x > right) return null;
        return (
          <g key={name}>
            <path d={shapePath(shape, at, 8, RADIUS)} fill={colour} />
            <text x={at + 10} y={12} fontSize={TEXT_SIZE}>
              {name}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** With a halo, so that it is seen on points of any colour. */
export function Ring({ at, className, radius }: { at: Point | undefined; className: string | undefined; radius: number }) {
  if (!at || !Number.isFinite(at.x) || !Number.isFinite(at.y)) return null;
  return (
    <>
      <circle cx={at.x} cy={at.y} r={radius} className={picture.halo} />
      <circle cx={at.x} cy={at.y} r={radius} className={className} />
    </>
  );
}
