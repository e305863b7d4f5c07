import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { numberText } from '../../../lib/number-text';
import type { NumberSpread } from '../../../protocol/meaning';
import { domainColour } from '../../theme/colours';
import { moved, numberAt, placeOf, stepOf, withOneMore } from './cut-places';
import styles from './meaning.module.css';

/** Arrow keys move a cut by a step, these by ten. */
const LARGE = 10;

/**
 * How the numbers of a column lie, and handles at which they are cut: to be dragged, or moved with the arrow keys. Each range has the
 * colour of its domain.
 */
export function CutHistogram({
  column,
  numbers,
  cuts,
  onChange,
}: {
  column: string;
  numbers: NumberSpread | undefined;
  cuts: readonly number[];
  onChange: (cuts: number[]) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  if (!numbers) return <div className={styles.histogram} />;
  const { edges, rows, min, max } = numbers;
  const most = rows.reduce((a, b) => Math.max(a, b), 1);
  const step = stepOf(numbers);
  const move = (i: number, to: number) => onChange(moved(cuts, i, to, step));
  const drag = (i: number) => (event: PointerEvent<HTMLButtonElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !box.current) return;
    const { left, width } = box.current.getBoundingClientRect();
    move(i, numberAt((event.clientX - left) / width, numbers));
  };
  const press = (i: number) => (event: KeyboardEvent) => {
    const cut = cuts[i] as number;
    const to = {
      ArrowLeft: cut - step,
      ArrowDown: cut - step,
      ArrowRight: cut + step,
      ArrowUp: cut + step,
      PageDown: cut - LARGE * step,
      PageUp: cut + LARGE * step,
      Home: edges[0] as number,
      End: edges.at(-1) as number,
    }[event.key];
    if (to !== undefined) move(i, to);
    else if (event.key === 'Delete' && cuts.length > 1) onChange(cuts.toSpliced(i, 1));
    else return;
    event.preventDefault();
  };
  const more = withOneMore(cuts, numbers);
  return (
    <div>
      <div ref={box} className={styles.histogram}>
        <svg
          viewBox={`0 0 ${rows.length} 100`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`How the numbers of ${column} lie, from ${numberText(min)} to ${numberText(max)}`}
        >
          {rows.map((count, i) => {
            const height = count === 0 ? 0 : Math.max(1.5, (100 * count) / most);
            const middle = ((edges[i] as number) + (edges[i + 1] as number)) / 2;
            const range = cuts.filter((cut) => middle >= cut).length;
            // biome-ignore lint/suspicious/noArrayIndexKey: bins do not move.
            return <rect key={i} x={i + 0.06} y={100 - height} width={0.88} height={height} fill={domainColour(range)} />;
          })}
        </svg>
        {cuts.map((cut, i) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a handle stays the same while it moves.
            key={i}
            type="button"
            role="slider"
            aria-label={`Cut ${i + 1} of ${column}`}
            aria-valuemin={Math.min(cut, edges[0] as number)}
            aria-valuemax={Math.max(cut, edges.at(-1) as number)}
            aria-valuenow={cut}
            className={styles.handle}
            style={{ left: `${100 * placeOf(cut, numbers)}%` }}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag(i)}
            onKeyDown={press(i)}
          >
            <span>{numberText(cut)}</span>
          </button>
        ))}
      </div>
      <div className={`soft ${styles.ends}`}>
        <span>
          {numberText(edges[0] as number)}
          {min < (edges[0] as number) && ' and less'}
        </span>
        <span>
          {numberText(edges.at(-1) as number)}
          {max > (edges.at(-1) as number) && ' and more'}
        </span>
      </div>
      <div className={`row ${styles.more}`}>
        <button type="button" disabled={!more} onClick={() => more && onChange(more)}>
          Add a cut
        </button>
        <button type="button" disabled={cuts.length < 2} onClick={() => onChange(cuts.slice(0, -1))}>
          Remove the last
        </button>
      </div>
    </div>
  );
}
