import { memo } from 'react';
import { domainColour } from '../../theme/colours';
import { inkOn } from './contrast';
import styles from './square.module.css';
import type { SquareLayout } from './square-layout';

/** What a square table is drawn of. */

/** Drawn again only when values or colours change, not while a pointer or a cursor moves over it. */
export const Cells = memo(function Cells({
  layout,
  values,
  texts,
  colourOf,
  hatch,
}: {
  layout: SquareLayout;
  values: readonly (readonly (number | null)[])[];
  texts: readonly (readonly string[])[];
  colourOf: (value: number) => string;
  hatch: string;
}) {
  const { cell, left, top, written } = layout;
  return values.map((row, r) =>
    row.map((value, c) => {
      const [x, y] = [left + c * cell, top + r * cell];
      const fill = isMissing(value) ? undefined : colourOf(value);
      const ink = fill && inkOn(fill);
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
        <g key={`${r},${c}`}>
          <rect x={x} y={y} width={cell} height={cell} fill={fill ?? hatch} className={styles.cell} />
          {written && (
            <text
              x={x + cell / 2}
              y={y + cell / 2}
              textAnchor="middle"
              dominantBaseline="central"
              {...(ink ? { fill: ink } : { className: styles.unreadable })}
            >
              {texts[r]?.[c]}
            </text>
          )}
        </g>
      );
    }),
  );
});

export function Labels({ layout, domainOf }: { layout: SquareLayout; domainOf: (i: number) => number | undefined }) {
  const { labels, cell, left, top, slanted } = layout;
  const swatch = (i: number, x: number, y: number) => {
    const domain = domainOf(i);
    return domain === undefined ? null : <rect x={x - 4} y={y - 4} width={8} height={8} rx={2} fill={domainColour(domain)} />;
  };
  return labels.map((label, i) => {
    const middle = (i + 0.5) * cell;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a name is its place.
      <g key={i}>
        {swatch(i, left - 10, top + middle)}
        <text x={left - 18} y={top + middle} textAnchor="end" dominantBaseline="central">
          {label}
        </text>
        {swatch(i, left + middle, top - 9)}
        <text
          {...(slanted
            ? { transform: `translate(${left + middle + 3} ${top - 18}) rotate(-45)` }
            : { x: left + middle, y: top - 20, textAnchor: 'middle' as const })}
        >
          {label}
        </text>
      </g>
    );
  });
}

export const isMissing = (value: number | null): value is null => value === null || Number.isNaN(value);
