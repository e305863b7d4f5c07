import { type KeyboardEvent, type PointerEvent, type Ref, useId, useMemo, useRef, useState } from 'react';
import { isolated } from '../../../lib/isolated';
import { fixed } from '../../../lib/numbers';
import { Table } from '../../parts/Table';
import picture from '../picture.module.css';
import { pointIn } from '../point-in';
import { useWidth } from '../use-width';
import styles from './square.module.css';
import { layOutSquare } from './square-layout';
import { Cells, isMissing, Labels } from './square-marks';

interface Cell {
  row: number;
  column: number;
}

const ARROWS: Record<string, [row: number, column: number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const twoDigits = (value: number) => fixed(value, 2);
const itself = (i: number) => i;

/**
 * A square table of numbers, one row and one column for each name, as colours with the numbers in them where they have
 * room. A pointer or the arrow keys read single cells.
 */
export function SquareTable({
  name,
  names,
  values,
  colourOf,
  format = twoDigits,
  domainOf = itself,
  svgRef,
}: {
  /** What the numbers are, such as "cosine similarity of domains". */
  name: string;
  names: readonly string[];
  /** values[row][column]; null where there is none. */
  values: readonly (readonly (number | null)[])[];
  colourOf: (value: number) => string;
  format?: (value: number) => string;
  /** The domain whose colour stands beside a name; undefined where it is no domain. */
  domainOf?: (i: number) => number | undefined;
  svgRef?: Ref<SVGSVGElement>;
}) {
  const [frame, width] = useWidth();
  const box = useRef<HTMLDivElement>(null);
  const hatch = useId();
  const [at, setAt] = useState<Cell>();
  const texts = useMemo(() => values.map((row) => row.map((value) => (isMissing(value) ? 'n/a' : format(value)))), [values, format]);
  const layout = useMemo(() => layOutSquare(names, texts.flat(), width), [names, texts, width]);
  const { cell, left, top } = layout;
  const n = names.length;

  const onKeyDown = (event: KeyboardEvent) => {
    const by = ARROWS[event.key];
    if (!by) return;
    event.preventDefault();
    const next = at ? { row: clamp(at.row + by[0], n), column: clamp(at.column + by[1], n) } : { row: 0, column: 0 };
    setAt(next);
    // Scrolled by as little as shows the cell, with its neighbour as a hint of what follows.
    const [from, to] = [left + (next.column - 1) * cell, left + (next.column + 2) * cell];
    const view = box.current;
    if (view) view.scrollLeft = Math.max(to - view.clientWidth, Math.min(view.scrollLeft, next.column === 0 ? 0 : from));
  };
  const onPointer = (event: PointerEvent) => {
    const { x, y } = pointIn(event);
    const [row, column] = [Math.floor((y - top) / cell), Math.floor((x - left) / cell)];
    setAt(row >= 0 && row < n && column >= 0 && column < n ? { row, column } : undefined);
  };
  const shown = at && at.row < n && at.column < n ? at : undefined;
  return (
    <div className={styles.square} ref={frame}>
      <div className={styles.wide} ref={box}>
        {width > 0 && (
          <svg
            ref={svgRef}
            width={layout.width}
            height={layout.height}
            viewBox={`0 0 ${layout.width} ${layout.height}`}
            className={picture.svg}
            role="img"
            aria-label={`${name}, ${n} by ${n}. Arrow keys read single values; a table with the same numbers follows.`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its cells.
            tabIndex={0}
            onKeyDown={onKeyDown}
            onPointerDown={onPointer}
            onPointerMove={onPointer}
            onPointerLeave={(event) => event.pointerType === 'mouse' && setAt(undefined)}
          >
            <defs>
              <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <line y2="6" className={styles.hatch} />
              </pattern>
            </defs>
            <Labels layout={layout} domainOf={domainOf} />
            <Cells layout={layout} values={values} texts={texts} colourOf={colourOf} hatch={`url(#${hatch})`} />
            {shown && (
              <g data-screen-only>
                <rect x={left + shown.column * cell} y={top + shown.row * cell} width={cell} height={cell} className={picture.halo} />
                <rect x={left + shown.column * cell} y={top + shown.row * cell} width={cell} height={cell} className={styles.frame} />
              </g>
            )}
          </svg>
        )}
      </div>
      <div className={picture.read} aria-live="polite" data-print="hide">
        {shown
          ? `${isolated(names[shown.row] ?? '')} × ${isolated(names[shown.column] ?? '')}: ${texts[shown.row]?.[shown.column]}`
          : `${n} × ${n}: point at a cell, or press the arrow keys, to read its value`}
      </div>
      <Table shape="hidden" caption={name} columns={['', ...names]} rows={names.map((each, row) => ({ key: row, cells: [each, ...(texts[row] ?? [])] }))} />
    </div>
  );
}

const clamp = (i: number, n: number) => Math.max(0, Math.min(n - 1, i));
