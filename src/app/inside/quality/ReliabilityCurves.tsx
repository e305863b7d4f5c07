import type { Ref } from 'react';
import { fixed } from '../../../lib/numbers';
import type { Calibration } from '../../../protocol/insight';
import { useWidth } from '../../figure/use-width';
import { Table } from '../../parts/Table';
import { domainColour } from '../../theme/colours';
import styles from './quality.module.css';

const [SIDE, GAP, LEFT, TOP, BOTTOM] = [150, 24, 34, 24, 34];
const TICKS = [0, 0.5, 1];

/** Positive rate against prediction, one square for all rows and one for each domain. */
export function ReliabilityCurves({ calibration, svgRef }: { calibration: Calibration[]; svgRef: Ref<SVGSVGElement> }) {
  const [frame, width] = useWidth();
  const perRow = Math.max(1, Math.floor((width + GAP) / (SIDE + LEFT + GAP)));
  const rowHeight = SIDE + TOP + BOTTOM;
  const height = Math.ceil(calibration.length / perRow) * rowHeight;
  return (
    <div ref={frame}>
      {width > 0 && (
        <svg ref={svgRef} width={width} height={height} viewBox={`0 0 ${width} ${height}`} className={styles.reliability} aria-hidden="true">
          {calibration.map((each, i) => (
            <g key={each.name} transform={`translate(${(i % perRow) * (SIDE + LEFT + GAP) + LEFT} ${Math.floor(i / perRow) * rowHeight + TOP})`}>
              <Curve calibration={each} />
            </g>
          ))}
        </svg>
      )}
      <Table
        shape="hidden"
        caption="Positive rate by prediction, in bins"
        columns={['', 'prediction', 'positive rate', 'from', 'to', 'rows']}
        rows={calibration.flatMap(({ name, bins }) =>
          bins.map((bin, b) => ({
            key: `${name}, bin ${b + 1}`,
            cells: [`${name}, bin ${b + 1}`, fixed(bin.meanPrediction, 3), fixed(bin.clickRate, 3), fixed(bin.low, 3), fixed(bin.high, 3), String(bin.rows)],
          })),
        )}
      />
    </div>
  );
}

function Curve({ calibration: { name, domain, bins, rows, ece } }: { calibration: Calibration }) {
  const colour = domain === undefined ? 'var(--ink)' : domainColour(domain);
  const x = (value: number) => value * SIDE;
  const y = (value: number) => SIDE - value * SIDE;
  return (
    <>
      <text x={0} y={-10} fontWeight={600}>
        {name}
        <tspan fontWeight={400} fill="var(--ink-soft)">
          {' '}
          ECE {ece === null ? 'n/a' : fixed(ece, 3)}
        </tspan>
      </text>
      <rect width={SIDE} height={SIDE} fill="none" stroke="var(--line)" />
      <path d={`M0 ${SIDE}L${SIDE} 0`} stroke="var(--line-strong)" strokeDasharray="4 4" />
      {TICKS.map((tick) => (
        <g key={tick} fill="var(--ink-soft)">
          <text x={x(tick)} y={SIDE + 14} textAnchor="middle">
            {tick}
          </text>
          <text x={-6} y={y(tick)} textAnchor="end" dominantBaseline="central">
            {tick}
          </text>
        </g>
      ))}
      <text x={SIDE} y={SIDE + 28} textAnchor="end" fill="var(--ink-soft)">
        {rows.toLocaleString('en')} rows · prediction →
      </text>
      {bins.length === 0 && (
        <text x={SIDE / 2} y={SIDE / 2} textAnchor="middle" fill="var(--ink-soft)">
          too few rows
        </text>
      )}
      <path
        d={bins.map((bin, b) => `${b === 0 ? 'M' : 'L'}${x(bin.meanPrediction)} ${y(bin.clickRate)}`).join('')}
        stroke={colour}
        strokeWidth={1.5}
        fill="none"
      />
      {bins.map((bin) => (
        <g key={bin.from} stroke={colour}>
          <path d={`M${x(bin.meanPrediction)} ${y(bin.low)}V${y(bin.high)}`} strokeWidth={1} />
          <circle cx={x(bin.meanPrediction)} cy={y(bin.clickRate)} r={3} fill={colour} stroke="none" />
        </g>
      ))}
    </>
  );
}
