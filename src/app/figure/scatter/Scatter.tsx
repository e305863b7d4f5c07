import { type KeyboardEvent, type PointerEvent, type Ref, useMemo, useState } from 'react';
import { short } from '../../../lib/numbers';
import picture from '../picture.module.css';
import { useWidth } from '../use-width';
import { inLasso, type Point } from './lasso';
import { type Direction, nearestTo, nextTowards } from './nearest';
import styles from './scatter.module.css';
import { layOut } from './scatter-layout';
import { Axes, Legend, type LegendEntry, type Looks, Points, Ring } from './scatter-marks';
import { useDrag } from './use-drag';

const REACH_PX = 12;
const ARROWS: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

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
      <div className={styles.tools} data-print="hide">
        <p className="soft">
          To select points, draw around them <span className={styles.byFinger}>with Lasso on, or tap one.</span>
          <span className={styles.byMouse}>or click one; Shift adds. With the keyboard: arrow keys, Space, Escape.</span>
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
          className={`${picture.svg} ${mode ? styles.lassoing : ''}`}
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
      <div className={`${picture.read} ${styles.reading}`} aria-live="polite" data-print="hide">
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
