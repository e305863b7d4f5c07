import { type PointerEvent, useState } from 'react';
import { short } from '../../lib/numbers';
import { Cells } from './Cells';
import type { Part } from './parts';
import styles from './walk.module.css';

/** A vector as a row of cells. A pointer or the arrow keys read single numbers. */
export function VectorCells({ part, title, scale }: { part: Part; title: string; scale: number }) {
  const [at, setAt] = useState<number>();
  const { values } = part;
  const n = values.length;
  const clamp = (i: number) => Math.max(0, Math.min(n - 1, i));
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(clamp(Math.floor(((event.clientX - box.left) / box.width) * n)));
  };
  return (
    <div className={styles.vector}>
      <div className={styles.vectorTitle}>
        <span>{title}</span>
        <span className="soft" aria-live="polite">
          {at === undefined || at >= n ? `${n} numbers` : `number ${at + 1}: ${short(values[at] as number)}`}
        </span>
      </div>
      <div
        className={styles.vectorCells}
        role="img"
        aria-label={`${title}: ${n} numbers from ${short(Math.min(...values))} to ${short(Math.max(...values))}. Arrow keys read single numbers.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read its numbers.
        tabIndex={0}
        onKeyDown={(event) => {
          const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          setAt(clamp((at ?? (by > 0 ? -1 : n)) + by));
        }}
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={(event) => event.pointerType === 'mouse' && setAt(undefined)}
        onBlur={() => setAt(undefined)}
      >
        <Cells matrix={part} scale={scale} lying />
      </div>
    </div>
  );
}
