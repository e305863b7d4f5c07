import { type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { MAPS } from '../../../lib/colour/colour-map';
import type { Matrix } from '../../../lib/matrix';
import { short } from '../../../lib/numbers';
import { useTheme } from '../../theme/theme';
import styles from './heat-map.module.css';
import { paint } from './paint';

/**
 * A matrix as colours, zero in the middle of the map, one canvas pixel a cell. A pointer or the arrow keys read single
 * values; what it shows is also said in words.
 *
 * @param square whether it is a square whatever the matrix is, so that other matrices take the same place
 * @param onRead told what a cell holds, where that is said elsewhere; '' where none is read
 */
export function HeatMap({
  name,
  matrix,
  scale,
  square = false,
  onRead,
}: {
  name: string;
  matrix: Matrix;
  scale: number;
  square?: boolean;
  onRead?: (text: string) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  const [cell, setCell] = useState<{ row: number; column: number }>();
  const { rows, columns, values, rowOrder, columnOrder } = matrix;

  // Before the page is painted, so that no map is blank for a moment, and a printed one has its colours.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.putImageData(paint({ rows, columns, values }, scale, MAPS[theme], context), 0, 0);
  }, [values, rows, columns, scale, theme]);

  const move = (key: string) => {
    const { row, column } = cell ?? { row: 0, column: -1 };
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key];
    if (!by) return false;
    setCell({ row: clamp(row + (by[0] as number), rows), column: clamp(column + (by[1] as number), columns) });
    return true;
  };
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setCell({
      row: clamp(Math.floor(((event.clientY - box.top) / box.height) * rows), rows),
      column: clamp(Math.floor(((event.clientX - box.left) / box.width) * columns), columns),
    });
  };
  const read =
    cell && cell.row < rows && cell.column < columns
      ? `row ${(rowOrder?.[cell.row] ?? cell.row) + 1}, column ${(columnOrder?.[cell.column] ?? cell.column) + 1}: ${short(values[cell.row * columns + cell.column] as number)}`
      : '';
  const told = useRef(onRead);
  useEffect(() => {
    told.current = onRead;
  });
  useEffect(() => told.current?.(read), [read]);
  return (
    <figure className={styles.map}>
      <canvas
        ref={canvas}
        width={columns}
        height={rows}
        style={{ aspectRatio: square ? '1' : `${columns} / ${rows}` }}
        role="img"
        aria-label={`${name}: ${describe(matrix)}. Arrow keys read single values.`}
        tabIndex={0}
        onKeyDown={(event) => {
          if (move(event.key)) event.preventDefault();
        }}
        onPointerDown={point}
        onPointerMove={point}
        // A finger that is lifted leaves its reading.
        onPointerLeave={(event) => event.pointerType === 'mouse' && setCell(undefined)}
        onBlur={() => setCell(undefined)}
      />
      {!onRead && (
        <figcaption className={styles.read} aria-live="polite">
          {read || `${rows} × ${columns}`}
        </figcaption>
      )}
    </figure>
  );
}

/** Shape and spread of a matrix in words. */
function describe({ rows, columns, values }: Matrix): string {
  let [low, high, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) [low, high, sum] = [Math.min(low, value), Math.max(high, value), sum + Math.abs(value)];
  return `${rows} by ${columns}, from ${short(low)} to ${short(high)}, mean size ${short(sum / values.length)}`;
}

const clamp = (i: number, n: number) => Math.max(0, Math.min(n - 1, i));
