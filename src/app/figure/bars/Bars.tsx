import { type Ref, useMemo } from 'react';
import { fixed, signed } from '../../../lib/numbers';
import { Table } from '../../parts/Table';
import picture from '../picture.module.css';
import { shorten, TEXT_SIZE } from '../text';
import { decimalsOf } from '../ticks';
import { useWidth } from '../use-width';
import styles from './bars.module.css';
import { type BarsLayout, layOutBars } from './bars-layout';

export interface BarRow {
  label: string;
  /** A CSS colour for the mark; ink without. */
  colour?: string | undefined;
  /** null where there is no value; `note` then says why. */
  value: number | null;
  /** The interval; null where it is not known. */
  low: number | null;
  high: number | null;
  note?: string | undefined;
  /** Single values behind it, such as one a seed: small dots. */
  dots?: readonly number[];
}

const DOTS_BELOW = 8;
const threeDigits = (value: number) => signed(value, 3);

/**
 * Values with their intervals, one row each, beside a line that marks no difference (a "forest plot"). The numbers are
 * printed, so there is nothing to hover.
 */
export function Bars({
  name,
  rows,
  xName,
  reference = 0,
  format = threeDigits,
  svgRef,
}: {
  /** What the figure shows, such as "difference in AUC, per domain". */
  name: string;
  rows: readonly BarRow[];
  /** What the axis measures, with its unit. */
  xName: string;
  /** Where the line stands. */
  reference?: number;
  format?: (value: number) => string;
  svgRef?: Ref<SVGSVGElement>;
}) {
  const [frame, width] = useWidth();
  const layout = useMemo(
    () =>
      layOutBars(
        rows.map(({ label }) => label),
        rows.map((row) => numbersOf(row, format)),
        [reference, ...rows.flatMap(({ value, low, high, dots = [] }) => (value === null ? [] : [value, low, high, ...dots]))],
        width,
      ),
    [rows, format, reference, width],
  );
  return (
    <div className={styles.bars} ref={frame}>
      {width > 0 && (
        <svg ref={svgRef} width={width} height={layout.height} viewBox={`0 0 ${width} ${layout.height}`} className={picture.svg} aria-hidden="true">
          <Axis layout={layout} xName={xName} reference={reference} />
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows may share a label, and hold no state.
            <Row key={i} row={row} i={i} layout={layout} numbers={numbersOf(row, format)} />
          ))}
        </svg>
      )}
      <Table
        shape="hidden"
        caption={`${name}. ${xName}`}
        columns={['', 'value', 'from', 'to', 'note']}
        rows={rows.map(({ label, value, low, high, note, dots = [] }, key) => ({
          key,
          cells: [
            label,
            ...[value, low, high].map((each) => (value === null || each === null ? 'n/a' : format(each))),
            note ?? (dots.length > 0 ? `single values ${dots.map(format).join(', ')}` : ''),
          ],
        }))}
      />
    </div>
  );
}

function Row({ row, i, layout, numbers }: { row: BarRow; i: number; layout: BarsLayout; numbers: string }) {
  const { value, low, high, colour = 'var(--ink)', note, dots = [] } = row;
  const { barAt, textAt, xAt, labels, width, left } = layout;
  // Single values stand below their mean and its interval.
  const [y, text] = [barAt(i) - (dots.length > 0 ? DOTS_BELOW / 2 : 0), textAt(i)];
  return (
    <g className={styles.bar}>
      {row.colour && <rect x={0} y={text - 4} width={8} height={8} rx={2} fill={colour} />}
      <text x={row.colour ? 16 : 0} y={text} dominantBaseline="central">
        {labels[i]}
      </text>
      {value === null ? (
        <text x={left} y={y} dominantBaseline="central" className={styles.soft}>
          {shorten(note ?? 'n/a', layout.noteWidth, TEXT_SIZE)}
        </text>
      ) : (
        <>
          {low !== null && high !== null && (
            <path d={`M${xAt(low)} ${y - 4}v8M${xAt(high)} ${y - 4}v8M${xAt(low)} ${y}H${xAt(high)}`} stroke={colour} strokeWidth={1.5} fill="none" />
          )}
          {dots.map((dot, d) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: equal values are told apart by nothing else.
            <circle key={d} cx={xAt(dot)} cy={y + DOTS_BELOW} r={2} fill={colour} fillOpacity={0.5} />
          ))}
          <circle cx={xAt(value)} cy={y} r={4} fill={colour} />
          <text x={width} y={text} textAnchor="end" dominantBaseline="central">
            {numbers}
          </text>
        </>
      )}
    </g>
  );
}

function Axis({ layout, xName, reference }: { layout: BarsLayout; xName: string; reference: number }) {
  const { left, right, axisAt, xAt, ticks } = layout;
  const decimals = decimalsOf(ticks);
  return (
    <g className={picture.axis}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={xAt(tick)} x2={xAt(tick)} y1={0} y2={axisAt} />
          <text x={xAt(tick)} y={axisAt + 14} textAnchor="middle">
            {fixed(tick, decimals)}
          </text>
        </g>
      ))}
      <line x1={xAt(reference)} x2={xAt(reference)} y1={0} y2={axisAt} className={styles.reference} />
      <text x={right} y={axisAt + 32} textAnchor="end">
        {shorten(`${xName} →`, right - left, TEXT_SIZE)}
      </text>
    </g>
  );
}

function numbersOf({ value, low, high }: BarRow, format: (value: number) => string): string {
  if (value === null) return '';
  return low === null || high === null ? format(value) : `${format(value)} (${format(low)} to ${format(high)})`;
}
