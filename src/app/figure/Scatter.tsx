import { type KeyboardEvent, memo, type PointerEvent, type Ref, useMemo, useState } from 'react';
import styles from './figure.module.css';
import { inLasso, type Point } from './lasso';
import { type Shape, shapePath } from './marks';
import { type Direction, nearestTo, nextTowards } from './nearest';
import { fixed, short } from './numbers';
import { layOut, type ScatterLayout } from './scatter-layout';
import { widthOf } from './text';
import { decimalsOf } from './ticks';
import { useDrag } from './use-drag';
import { useWidth } from './use-width';

const REACH_PX = 12;
const RADIUS = 3.5;
/** Right of the axis’ name. */
const LEGEND_FROM = 40;
const LEGEND_SIZE = 11;
const ARROWS: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

interface Looks {
  /** A CSS colour. The same function as long as the colours are the same, or every redraw draws every point. */
  colourOf: (i: number) => string;
  /** So that colour is not alone in telling points apart. Kept the same like `colourOf`. */
  shapeOf: (i: number) => Shape;
  selected: ReadonlySet<number>;
}

/**
 * Points in a plane, to be read and selected: with a lasso or clicks, or with the arrow keys, Space and Escape. Shift
 * (or Ctrl) adds to what is selected.
 */
export function Scatter({
  name,
  points,
  colourOf,
  shapeOf,
  label,
  selected,
  onSelect,
  highlighted,
  xName,
  yName,
  square = false,
  legend = [],
  svgRef,
}: Looks & {
  name: string;
  points: readonly Point[];
  label: (i: number) => string;
  onSelect: (indices: number[]) => void;
  highlighted?: number | undefined;
  xName: string;
  yName: string;
  /** Equal scales on both axes, so that distances mean something. */
  square?: boolean;
  /** What colours and shapes mean: only in the picture when it is saved, since the page says it beside the plot. */
  legend?: readonly LegendEntry[];
  svgRef?: Ref<SVGSVGElement>;
}) {
  const [frame, width] = useWidth();
  const [mode, setMode] = useState(false);
  const [hovered, setHovered] = useState<number>();
  const [cursor, setCursor] = useState<number>();
  const layout = useMemo(() => layOut(points, width, square), [points, width, square]);
  const { placed } = layout;

  const toggle = (i: number) => onSelect(selected.has(i) ? [...selected].filter((each) => each !== i) : [...selected, i]);
  const adds = (event: PointerEvent) => event.shiftKey || event.ctrlKey || event.metaKey;
  const { line, cancel, handlers } = useDrag({
    mode,
    onLine: (drawn, event) => {
      const inside = inLasso(drawn, placed);
      setHovered(undefined);
      setCursor(undefined);
      onSelect(adds(event) ? [...new Set([...selected, ...inside])] : inside);
    },
    onClick: (at, event) => {
      const i = nearestTo(placed, at.x, at.y, REACH_PX);
      if (i === undefined) return;
      setCursor(i);
      if (adds(event)) toggle(i);
      else onSelect([i]);
    },
    onHover: (at) => setHovered(nearestTo(placed, at.x, at.y, REACH_PX)),
  });

  const start = () => highlighted ?? [...selected][0] ?? nearestTo(placed, (layout.left + layout.right) / 2, (layout.top + layout.bottom) / 2);
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = ARROWS[event.key];
    if (direction) {
      setHovered(undefined);
      setCursor(cursor === undefined ? start() : (nextTowards(placed, cursor, direction) ?? cursor));
    } else if (event.key === ' ') {
      const i = cursor ?? start();
      setCursor(i);
      if (i !== undefined) toggle(i);
    } else if (event.key === 'Escape') {
      if (!cancel() && selected.size > 0) onSelect([]);
    } else return;
    event.preventDefault();
  };

  const current = [hovered, cursor].find((i) => i !== undefined && i < points.length);
  return (
    <div className={styles.scatter} ref={frame}>
      <div className={styles.tools}>
        <p className="soft">
          Select points by drawing around them <span className={styles.byFinger}>with Lasso on, or by tapping one.</span>
          <span className={styles.byMouse}>or clicking one; Shift adds. With the keyboard: arrow keys, Space, Escape.</span>
        </p>
        <span className="row">
          <button type="button" className={styles.small} aria-pressed={mode} onClick={() => setMode(!mode)}>
            Lasso
          </button>
          <button type="button" className={styles.small} disabled={selected.size === 0} onClick={() => onSelect([])}>
            Clear selection
          </button>
        </span>
      </div>
      {width > 0 && (
        <svg
          ref={svgRef}
          width={layout.width}
          height={layout.height}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          className={`${styles.svg} ${mode ? styles.lassoing : ''}`}
          role="application"
          aria-roledescription="scatter plot"
          aria-label={`${name}: ${points.length.toLocaleString('en')} points, ${xName} across, ${yName} up. Arrow keys read points, Space selects, Escape clears.`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read and select its points.
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerLeave={() => setHovered(undefined)}
          {...handlers}
        >
          <Axes layout={layout} xName={xName} yName={yName} />
          <Legend entries={legend} layout={layout} />
          <Points placed={placed} colourOf={colourOf} shapeOf={shapeOf} selected={selected} />
          <Ring at={highlighted === undefined ? undefined : placed[highlighted]} className={styles.highlight} radius={9} />
          <g data-screen-only>
            <Ring at={current === undefined ? undefined : placed[current]} className={styles.cursor} radius={7} />
            {line && <polygon points={line.map(({ x, y }) => `${x},${y}`).join(' ')} className={styles.lasso} />}
          </g>
        </svg>
      )}
      <div className={styles.read} aria-live="polite">
        {current === undefined ? (
          <>
            {points.length.toLocaleString('en')} points, {selected.size === 0 ? 'none' : selected.size.toLocaleString('en')} selected
          </>
        ) : (
          <>
            {label(current)}: {xName} {short(points[current]?.x as number)}, {yName} {short(points[current]?.y as number)}
            {selected.has(current) && ', selected'}
          </>
        )}
      </div>
    </div>
  );
}

/** Drawn again only when points, looks or selection change, not while a pointer or a cursor moves over it. */
const Points = memo(function Points({ placed, colourOf, shapeOf, selected }: Looks & { placed: readonly Point[] }) {
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

const Axes = memo(function Axes({ layout, xName, yName }: { layout: ScatterLayout; xName: string; yName: string }) {
  const { left, right, top, bottom, xTicks, yTicks } = layout;
  const [xDecimals, yDecimals] = [decimalsOf(xTicks.map(({ value }) => value)), decimalsOf(yTicks.map(({ value }) => value))];
  return (
    <g className={styles.axis}>
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

/** With a halo, so that it is seen on points of any colour. */
interface LegendEntry {
  name: string;
  colour: string;
  shape: Shape;
}

/** In one line above the plot, as many as there is room for. */
function Legend({ entries, layout: { left, right } }: { entries: readonly LegendEntry[]; layout: ScatterLayout }) {
  let x = left + LEGEND_FROM;
  return (
    <g data-saved-only className={styles.legend}>
      {entries.map(({ name, colour, shape }) => {
        const at = x;
        x += 16 + widthOf(name, LEGEND_SIZE) + 16;
        if (x > right) return null;
        return (
          <g key={name}>
            <path d={shapePath(shape, at, 8, RADIUS)} fill={colour} />
            <text x={at + 10} y={12} fontSize={LEGEND_SIZE}>
              {name}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Ring({ at, className, radius }: { at: Point | undefined; className: string | undefined; radius: number }) {
  if (!at || !Number.isFinite(at.x) || !Number.isFinite(at.y)) return null;
  return (
    <>
      <circle cx={at.x} cy={at.y} r={radius} className={styles.halo} />
      <circle cx={at.x} cy={at.y} r={radius} className={className} />
    </>
  );
}
