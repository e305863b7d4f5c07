import { useRef } from 'react';
import { fixed } from '../../../lib/numbers';
import type { Calibration } from '../../../protocol/insight';
import { Figure } from '../../figure/Figure';
import { perDomain } from '../../figure/per-domain';
import { ReliabilityCurves } from './ReliabilityCurves';

/** Domains with fewer test rows than this have curves that say little. */
const FEW = 200;

/** Whether predictions are positive rates. */
export function CalibrationFigure({ calibration }: { calibration: Calibration[] }) {
  const svg = useRef<SVGSVGElement>(null);
  const few = calibration.filter(({ rows }) => rows < FEW);
  const [all, ...domains] = calibration;
  const names = domains.map(({ name }) => name);
  const ofDomains = perDomain(
    names,
    domains.map((each) => each.ece),
    (value, name, d) => `${name} ${fixed(value, 3)} (${domains[d]?.rows.toLocaleString('en')} rows)`,
  );
  return (
    <Figure
      title="Calibration"
      formula="If the model predicts p for some rows, is a share p of them positive? The test rows are put into up to ten bins of about equal size, at least 20 rows each. ECE = Σ n_b / n · |positive rate of b − mean prediction of b|."
      about={
        <>
          <p>
            On the diagonal, predictions equal positive rates. Above it the model predicts too little, below it too much. A bar is the 95 % interval of a bin’s
            positive rate (Wilson). A bin whose bar crosses the diagonal may well be right.
          </p>
          <p>
            ECE is the expected calibration error. Even a perfect model does not reach 0, because positive rates of few rows scatter. Chance alone gives about
            √(p (1 − p) · bins / n).
          </p>
        </>
      }
      summary={
        <>
          ECE of all rows {ece(all)}. {ofDomains && `${ofDomains}.`}
          {few.length > 0 &&
            ` Read these with care, they have fewer than ${FEW} test rows:  ${few.length > 6 ? `${few.length} domains` : few.map(({ name }) => name).join(', ')}.`}
        </>
      }
      save={{
        svg: () => svg.current ?? undefined,
        csv: () => ({
          columns: ['of', 'rows', 'from', 'to', 'mean prediction', 'positive rate', 'low', 'high', 'ECE'],
          rows: calibration.flatMap(({ name, bins, ece }) =>
            bins.map((bin) => [name, bin.rows, bin.from, bin.to, bin.meanPrediction, bin.clickRate, bin.low, bin.high, ece]),
          ),
        }),
      }}
    >
      <ReliabilityCurves calibration={calibration} svgRef={svg} />
    </Figure>
  );
}

const ece = (of: Calibration | undefined) => (typeof of?.ece === 'number' ? fixed(of.ece, 3) : 'n/a');
